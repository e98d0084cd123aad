import { sleep } from '../../../ports/wait.ts';
import type { AtChannel } from '../../atChannel.ts';
import { finalText } from '../../settings.ts';
import { listenFor } from '../awaitLine.ts';
import type { CommandOptions, ReportResult, TriggerRequest, TriggerResult } from '../driver.ts';
import { askNumber, order } from '../order.ts';
import { failure, type ModuleState } from '../signal.ts';
import { orderDomain, readLogin } from './events.ts';
import { belongTo } from './product.ts';

/** The module's connection to its platform: `AT+QIOTSTATE?`, `AT+QIOTREG` (at-commands 2.1). */

/** States of `AT+QIOTSTATE?`: 8 is online, and 2, 3, 5 and 6 are on the way there. */
const onlineState = 8;
const connectingStates: readonly number[] = [2, 3, 5, 6];
/** `AT+QIOTREG=2`: it connects at every start. Kept, because ordering 1 would take that back. */
const connectsAtStart = 2;
/** How long a login may take; not documented. */
export const loginMs = 90_000;

type Login =
  | { readonly kind: 'online'; readonly seqs: readonly number[] }
  | Extract<TriggerResult, { kind: 'refused' }>;

/**
 * Online already, or connected now. What the module says of a login that fails is heard as an event.
 *
 * @param whenUntold what is taken for granted of a module that does not tell its state
 */
async function logIn(
  channel: AtChannel,
  whenUntold: 'isOnline' | 'connects',
  options: CommandOptions,
): Promise<Login> {
  const state = await askNumber(channel, 'AT+QIOTSTATE?', '+QIOTSTATE', options);
  const isUntold = state.value === null && whenUntold === 'isOnline';
  if (isUntold || state.value === onlineState) return { kind: 'online', seqs: state.seqs };
  const heard = listenFor(channel, readLogin);
  try {
    if (state.value === null || !connectingStates.includes(state.value)) {
      const refused = await connect(channel, options);
      if (refused !== null) return refused;
    }
    const line = await heard.within(loginMs, options);
    if (line?.value === 'online') return { kind: 'online', seqs: [line.seq] };
    const seqs = line === null ? state.seqs : [line.seq];
    return { kind: 'refused', answer: '-', failure: failure(orderDomain, 'silent'), seqs };
  } finally {
    heard.stop();
  }
}

/** ERROR is the answer where product key, secret or server are missing (documented). */
async function connect(
  channel: AtChannel,
  options: CommandOptions,
): Promise<Extract<TriggerResult, { kind: 'refused' }> | null> {
  const mode = await askNumber(channel, 'AT+QIOTREG?', '+QIOTREG', options);
  const reply = await channel.send(`AT+QIOTREG=${mode.value === connectsAtStart ? 2 : 1}`, options);
  if (reply.final === 'ok') return null;
  const answer = finalText(reply);
  return { kind: 'refused', answer, failure: failure(orderDomain, 'AT+QIOTREG'), seqs: reply.seqs };
}

/** Logs in if need be, then asks for a plan; an event comes only where there is one (at-commands 2.2). */
export async function requestPlan(
  channel: AtChannel,
  { product }: Pick<TriggerRequest, 'product'>,
  commands: readonly string[],
  options: CommandOptions,
): Promise<TriggerResult> {
  const stranger = product === null ? null : await belongTo(channel, product, options);
  if (stranger !== null) return stranger;
  const login = await logIn(channel, 'isOnline', options);
  if (login.kind === 'refused') return login;
  let refused: TriggerResult = { kind: 'refused', answer: '-', seqs: [] };
  for (const command of commands) {
    const result = await order(channel, command, options);
    if (result.kind === 'done') return { kind: 'accepted', seqs: [...login.seqs, ...result.seqs] };
    refused = result;
  }
  return refused;
}

/** `AT+QIOTUPDATE`: 1 accepts, 0 refuses. */
export function answerPlan(channel: AtChannel, accept: boolean, options: CommandOptions) {
  return order(channel, `AT+QIOTUPDATE=${accept ? 1 : 0}`, options);
}

/** Nothing tells of a download; a module that is not online tells at least that. */
export async function queryLogin(
  channel: AtChannel,
  options: CommandOptions,
): Promise<{ state: ModuleState | null; seqs: readonly number[] }> {
  const { value, seqs } = await askNumber(channel, 'AT+QIOTSTATE?', '+QIOTSTATE', options);
  const isOff = value !== null && value !== onlineState;
  return { state: isOff ? { state: 'ended', failure: null } : null, seqs };
}

/** A module that has just started finds its network later than its AT port. */
const reportTries = 10;
const reportPauseMs = 8000;

/** The result of an upgrade goes up at the next login (documented). */
export async function logInToReport(channel: AtChannel, options: CommandOptions): Promise<ReportResult> {
  for (let attempt = 1; ; attempt++) {
    const login = await logIn(channel, 'connects', options);
    if (login.kind === 'online') return { kind: 'done', seqs: login.seqs, reached: true };
    if (attempt === reportTries) return { kind: 'refused', answer: login.answer, seqs: login.seqs };
    await sleep(options.clock, reportPauseMs, options.signal);
  }
}

/** Whether the firmware has QuecThing at all. */
export async function knowsQuecthing(channel: AtChannel, options: CommandOptions): Promise<boolean> {
  const reply = await channel.send('AT+QIOTREG?', options);
  return reply.final === 'ok';
}
