/** Identities of modules on the command line: words, or `@FILE` for a list as people have them. */
import { texts } from '../arguments.ts';
import { readText } from '../project/transfer.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

const headings = /^(imei|mac|uid|muid|sn|id|device|device_id|dev_id|设备|设备号)$/i;
const longest = 128;

/**
 * Every value of an option that may be given more than once, files read, each identity once. Undefined where the option was not
 * given. Throws UsageError badIdentity {name, value, where}, emptyList {name, file}, and what reading a file throws.
 */
export async function identities(
  { args, path }: Pick<VerbContext, 'args' | 'path'>,
  name: string,
): Promise<string[] | undefined> {
  const words = texts(args, name);
  if (words.length === 0) return undefined;
  const found = new Set<string>();
  for (const word of words) {
    if (!word.startsWith('@')) found.add(checked(name, word.trim(), ''));
    else for (const id of fromList(name, word, await readText(path(word.slice(1))))) found.add(id);
  }
  return [...found];
}

/** A text list, or a CSV (comma, semicolon, tab): the column whose heading is an identity's name, else the first. */
function fromList(name: string, file: string, content: string): string[] {
  const lines = content.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const rows = lines.map((line, index) => ({ line: index + 1, cells: cellsOf(line) }));
  const filled = rows.filter(({ cells: [first = ''] }) => !first.startsWith('#'));
  const used = filled.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const column = used[0]?.cells.findIndex((cell) => headings.test(cell)) ?? -1;
  const rest = column < 0 ? used : used.slice(1);
  const found = rest.map(({ line, cells }) =>
    checked(name, cells[Math.max(column, 0)] ?? '', `${file}:${line}`),
  );
  if (found.length === 0) throw new UsageError('emptyList', { name, file: file.slice(1) });
  return found;
}

const cellsOf = (line: string): string[] =>
  line.split(/[,;\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );

/** A spreadsheet that rounded an IMEI to 8.65E+14 has lost it: better no list than one for other modules. */
function checked(name: string, value: string, where: string): string {
  const lost = /^\d([.,]\d+)?E\+?\d+$/i.test(value);
  if (value === '' || value.length > longest || /\s|\p{Cc}/u.test(value) || lost)
    throw new UsageError('badIdentity', { name, value, where: where === '' ? '' : ` (${where.slice(1)})` });
  return value;
}
