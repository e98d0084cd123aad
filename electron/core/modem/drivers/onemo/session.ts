import type { AtFinal } from '../../../../../shared/domain/atLine.ts';
import { sleep } from '../../../ports/wait.ts';
import type { AtChannel, AtReply } from '../../atChannel.ts';
import { finalText } from '../../settings.ts';
import { listenFor } from '../awaitLine.ts';
import type { CommandOptions, ReportResult, TriggerResult } from '../driver.ts';
import { failure } from '../signal.ts';
import { cisDomain, loginDomain, readLogin } from './signals.ts';

/** The LwM2M session, by which the platform reaches the module: the login sequence of at-commands 5. */

/** OneNET's bootstrap server, as the documents have it. */
const createCommand = 'AT+MIPLCREATEEX="nbiotbt.heclouds.com:5683",1';
/** Instance 0, a lifetime of 3000 s, 30 s for the answer. */
const openCommand = 'AT+MIPLOPEN=0,3000,30';
/** That this ends a session is inferred from the event of it (15). */
const closeCommand = 'AT+MIPLCLOSE=0';
/** How long a login may take; the order itself gives it 30 s. */
export const loginMs = 60_000;
/** Not allowed: no instance yet, or a session that stands already. */
const notAllowed = '651';

/** `+CIS ERROR: 602` ends an answer; the code is the number. */
export function cisFinal(line: string): AtFinal | null {
  const number = /^\+CIS ERROR[ \t]*:?[ \t]*(\d{1,4})$/i.exec(line)?.[1];
  return number === undefined ? null : { kind: 'error', code: number };
}

/**
 * Opens a session, with an instance made where there is none, and waits until the platform has taken the module in. Nothing else
 * can be done here: it is the platform that begins.
 *
 * @param resume ends the session first, because an interrupted download goes on at the next login
 */
export async function logIn(
  channel: AtChannel,
  resume: boolean,
  options: CommandOptions,
): Promise<TriggerResult> {
  if (resume) await send(channel, closeCommand, options);
  const heard = listenFor(channel, readLogin);
  try {
    let open = await send(channel, openCommand, options);
    if (open.final !== 'ok') {
      const made = await send(channel, createCommand, options);
      if (made.final !== 'ok') return standsAlready(open, made) ?? refused(made);
      open = await send(channel, openCommand, options);
    }
    if (open.final !== 'ok') return refused(open);
    const line = await heard.within(loginMs, options);
    const seqs = line === null ? open.seqs : [...open.seqs, line.seq];
    if (line?.value === 'loggedIn') return { kind: 'accepted', seqs };
    return { kind: 'refused', answer: '-', failure: failure(loginDomain, 'silent'), seqs };
  } finally {
    heard.stop();
  }
}

/** Both orders are not allowed: most likely it is logged in. If nothing comes of it, that was why. */
function standsAlready(open: AtReply, made: AtReply): TriggerResult | null {
  if (open.code !== notAllowed || made.code !== notAllowed) return null;
  const seqs = [...open.seqs, ...made.seqs];
  return { kind: 'accepted', seqs, doubt: failure(cisDomain, notAllowed) };
}

function refused(reply: AtReply): Extract<TriggerResult, { kind: 'refused' }> {
  const { code, seqs } = reply;
  if (code === undefined) return { kind: 'refused', answer: finalText(reply), seqs };
  return { kind: 'refused', answer: `+CIS ERROR: ${code}`, failure: failure(cisDomain, code), seqs };
}

function send(channel: AtChannel, command: string, options: CommandOptions): Promise<AtReply> {
  return channel.send(command, { ...options, finalOf: cisFinal });
}

/** A module that has just started finds its network later than its AT port. */
const reportTries = 10;
const reportPauseMs = 8000;

/** The platform closes its task after the next login (event 46, documented). */
export async function logInToReport(channel: AtChannel, options: CommandOptions): Promise<ReportResult> {
  for (let attempt = 1; ; attempt++) {
    const login = await logIn(channel, false, options);
    if (login.kind === 'accepted') return { kind: 'done', seqs: login.seqs };
    if (attempt === reportTries) return { kind: 'refused', answer: login.answer, seqs: login.seqs };
    await sleep(options.clock, reportPauseMs, options.signal);
  }
}
