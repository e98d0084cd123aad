/** Lists of module identities as people have them: one per line, or a column of a table. Pure rules; nothing is dropped silently. */
import { hasLuhnDigit } from './imeiList.ts';

export interface IdentityReading {
  /** In their order, each once. */
  readonly ids: readonly string[];
  readonly duplicates: number;
  /** Numbers of lines (from 1) that hold no identity. */
  readonly badLines: readonly number[];
  /** IMEIs whose check digit does not hold; kept, for modules report what they report. */
  readonly doubtful: readonly string[];
}

const separators = /[,;\t]/;

/**
 * Reads identities: IMEI, MAC, or what else a module calls itself (at most 64 visible characters). In a line of several cells the
 * first IMEI counts, else the first cell. A first line that names its column and holds no digit is a heading.
 */
export function readIdentityList(text: string): IdentityReading {
  const lines = text
    .normalize('NFKC')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/);
  const ids = new Set<string>();
  const badLines: number[] = [];
  let duplicates = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || (index === 0 && isHeading(line))) continue;
    const id = identityIn(line);
    if (id === null) badLines.push(index + 1);
    else if (ids.has(id)) duplicates += 1;
    else ids.add(id);
  }
  const all = [...ids];
  return {
    ids: all,
    duplicates,
    badLines,
    doubtful: all.filter((id) => /^\d{15}$/.test(id) && !hasLuhnDigit(id)),
  };
}

function isHeading(line: string): boolean {
  return !/\d/.test(line) && /imei|mac|uid|sn|id|编号|身份|序列号|设备/i.test(line);
}

function identityIn(line: string): string | null {
  const cells = line
    .split(separators)
    .map((cell) =>
      cell
        .trim()
        .replace(/^=?["'](.*?)["']?$/, '$1')
        .trim(),
    )
    .filter((cell) => cell !== '');
  const found = cells.find((cell) => /^\d{15}$/.test(cell)) ?? cells[0] ?? '';
  return /^[\x21-\x7e]{1,64}$/.test(found) ? found : null;
}
