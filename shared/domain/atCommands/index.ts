/** Every AT command that Airdock knows, and completion over them. */
import type { Language } from '../texts/translate.ts';
import type { AtCommand } from './command.ts';
import { commonCommands, luatCommands } from './luat.ts';
import { peerCommands } from './peers.ts';
import { quectelCommands, quecthingCommands } from './quectel.ts';

export type { AtCommand, CommandFamily } from './command.ts';

export const atCommands: readonly AtCommand[] = [
  ...commonCommands,
  ...luatCommands,
  ...quecthingCommands,
  ...quectelCommands,
  ...peerCommands,
];

/**
 * Commands for what a person has typed so far: those that begin so, then those whose name holds it, then those whose meaning does
 * (in the given language), e.g. `csq`, `upg` or `signal`. Nothing typed, or a command that is already whole and has no longer
 * form, has no completion.
 */
export function completeCommand(typed: string, language: Language, limit = 8): readonly AtCommand[] {
  const text = typed.trimStart().toUpperCase();
  if (text === '') return [];
  const bare = text.replace(/^AT[+^*#%$]?/, '');
  const begins = atCommands.filter(({ insert }) => insert.toUpperCase().startsWith(text));
  const holds = bare.length < 2 ? [] : atCommands.filter(({ insert }) => insert.toUpperCase().includes(bare));
  const wanted = typed.trim().toLowerCase();
  const means =
    wanted.length < minMeaning(wanted)
      ? []
      : atCommands.filter(({ meaning }) => meaning[language].toLowerCase().includes(wanted));
  const found = [...new Set([...begins, ...holds, ...means])];
  const isWhole = found.length === 1 && found[0]?.insert.toUpperCase() === text.trimEnd();
  return isWhole ? [] : found.slice(0, limit);
}

/** The command that a line is, e.g. for its meaning beside the line; null where none is known. The longest fit wins. */
export function knownCommand(line: string): AtCommand | null {
  const text = line.trim().toUpperCase();
  let best: AtCommand | null = null;
  for (const command of atCommands) {
    const start = command.insert.toUpperCase();
    // A command without parameters is only itself; `AT+CSQ` is not the start of `AT+CSQX`.
    const fits = command.insert === command.syntax ? text === start : text.startsWith(start);
    if (fits && (best === null || command.insert.length > best.insert.length)) best = command;
  }
  return best;
}

/** One Chinese character says something, one or two Latin letters do not. */
function minMeaning(text: string): number {
  return /\p{Script=Han}/u.test(text) ? 1 : 3;
}
