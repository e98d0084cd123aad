import {
  type AtFinal,
  commandNames,
  parseFinal,
  parseInteger,
  splitFields,
  splitNamed,
  splitRawFields,
} from '../../../shared/domain/atLine.ts';
import { trimNoise } from '../../../shared/domain/atText.ts';
import { decodeUrc, isUpgradeCme, parseUpgradeQuery, type UrcEvent } from '../../../shared/domain/urc.ts';

export type LineRole = 'echo' | 'response' | 'final' | 'urc' | 'text';

/** What a line is, in the light of the command that waits for an answer. */
export interface LineMeaning {
  readonly role: LineRole;
  readonly final?: AtFinal;
  /** The final line is one of the command's own (`finalOf`): OK or ERROR may still follow. */
  readonly own?: true;
  readonly urc?: UrcEvent;
}

/** A command that waits for its answer. */
export interface PendingCommand {
  readonly command: string;
  /** Names that its answer may bear. */
  readonly names: readonly string[];
  /** Part of the command that was not echoed yet. */
  echoLeft: string;
  /** The command's own last lines beside OK and ERROR, e.g. `+UARTUPGRAE ERROR: 5`. */
  readonly finalOf?: ((line: string) => AtFinal | null) | undefined;
  /** Which lines without a name belong to the answer; default all. */
  readonly isResponse?: ((line: string) => boolean) | undefined;
  /** Lines that bear the command's name and are news all the same; asked beside the rules for known names. */
  readonly isUrc?: ((line: string) => boolean) | undefined;
}

export function createPendingCommand(
  command: string,
  rules: Pick<PendingCommand, 'finalOf' | 'isResponse' | 'isUrc'> = {},
): PendingCommand {
  return { command, names: commandNames(command), echoLeft: command, ...rules };
}

/** A line that came while no command waits. */
export function classifyIdle(text: string): LineMeaning {
  const urc = decodeUrc(text) ?? decodeBareNews(trimNoise(text));
  return urc === null ? { role: 'text' } : { role: 'urc', urc };
}

/**
 * A line that came while a command waits. Order matters: echo, last lines, answers that bear the command's name, unsolicited
 * lines, and what is left belongs to the answer. Changes `pending.echoLeft`.
 */
export function classifyPending(text: string, pending: PendingCommand): LineMeaning {
  if (takeEcho(text, pending)) return { role: 'echo' };
  const line = trimNoise(text);
  const own = pending.finalOf?.(line) ?? null;
  if (own !== null) return { role: 'final', final: own, own: true };
  const final = parseFinal(line);
  if (final !== null && !isForeignCme(final, pending)) return { role: 'final', final };
  const urc = decodeUrc(line);
  const named = splitNamed(line);
  if (named !== null && pending.names.includes(named.name) && !isUnsolicited(line, pending)) {
    return { role: 'response' };
  }
  const news = urc ?? (bearsName(line, pending) ? null : decodeBareNews(line));
  if (news !== null) return { role: 'urc', urc: news };
  return pending.isResponse?.(line) === false ? { role: 'text' } : { role: 'response' };
}

/** News without a colon: `+MATREADY`, `+FIRMWARE DOWNLOADED` (at-commands 5). */
function decodeBareNews(line: string): UrcEvent | null {
  return /^[+^#%*][A-Z][A-Z_]+( [A-Z]+)*$/.test(line) ? { kind: 'other', name: line, body: '' } : null;
}

/** `+XYZ` alone, or with something else than a colon behind it, may answer `AT+XYZ`. */
function bearsName(line: string, pending: PendingCommand): boolean {
  return pending.names.some((name) => line.toUpperCase().startsWith(name));
}

/**
 * Whole echoes, and echoes that an unsolicited line has cut in two: the UART echoes byte by byte, so a URC may come between.
 * The first part must begin the command, each further one continue it.
 */
function takeEcho(text: string, pending: PendingCommand): boolean {
  const left = pending.echoLeft;
  if (left === '' || text === '' || !left.startsWith(text)) {
    // Noise of a boot may stand before the echo.
    if (left === '' || trimNoise(text) !== pending.command) return false;
    pending.echoLeft = '';
    return true;
  }
  pending.echoLeft = left.slice(text.length);
  return true;
}

/**
 * Older firmware reports a failed upgrade by `+CME ERROR: 1003` out of the blue (at-commands 1.3): it ends a command only
 * if that command is about upgrades.
 */
function isForeignCme(final: AtFinal, pending: PendingCommand): boolean {
  return final.kind === 'cmeError' && isUpgradeCme(final.code) && !pending.names.includes('+UPGRADE');
}

/** Lines that bear the name of the command but are the module's own news. */
function isUnsolicited(line: string, pending: PendingCommand): boolean {
  const named = splitNamed(line);
  if (named === null) return false;
  if (pending.isUrc?.(line) === true) return true;
  switch (named.name) {
    case '+CPIN':
      // Hot plug: `+CPIN: READY 0`, `+CPIN: SIM REMOVED 0`; the answer has no number.
      return /\s\d$/.test(named.body);
    case '+CREG':
    case '+CEREG':
    case '+CGREG':
      return isRegistrationNews(named.body, pending);
    case '+UPGRADE':
      return isUpgradeNews(line, named.body, pending);
    default:
      return false;
  }
}

/** The answer is `<n>,<stat>,...` with bare numbers; the news begins with `<stat>` and goes on with a quoted area code. */
function isRegistrationNews(body: string, pending: PendingCommand): boolean {
  if (!pending.command.includes('?')) return true;
  const second = splitRawFields(body)[1];
  return second === undefined || !/^\d{1,2}$/.test(second);
}

/** `+UPGRADE: 45` is the progress of very old firmware, unless the state was asked for; then only 0, 1 and 2 are answers. */
function isUpgradeNews(line: string, body: string, pending: PendingCommand): boolean {
  const command = pending.command.replace(/\s/g, '').toUpperCase();
  if (command === 'AT+UPGRADE?') {
    if (parseUpgradeQuery(line) !== null) return false;
    const fields = splitFields(body);
    return fields.length === 1 && parseInteger(fields[0]) !== null;
  }
  const tag = /^AT\+UPGRADE="?([A-Z]+)"?$/.exec(command)?.[1];
  return tag === undefined || !body.toUpperCase().replace(/^"/, '').startsWith(tag);
}
