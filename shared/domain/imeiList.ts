import type { ImeiReading } from '../contract/cloud.ts';

/**
 * Lists of IMEIs as people have them: one per line, a column of a table, an export of a spreadsheet. Pure rules; nothing is
 * dropped silently, every line that holds no IMEI is named.
 */

type BadLine = ImeiReading['bad'][number];

const separators = /[,;\t]/;

/** Whether the check digit of 15 digits holds (3GPP 23.003, annex B). A typing error shows here. */
export function hasLuhnDigit(imei: string): boolean {
  let sum = 0;
  for (const [index, character] of [...imei].reverse().entries()) {
    const digit = Number(character) * (index % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return /^\d{15}$/.test(imei) && sum % 10 === 0;
}

/**
 * Reads a CSV (comma, semicolon, tab) or a text list. A first line without numbers is a heading; where it names a column
 * IMEI, only that column counts. A wrong check digit is kept and told: platforms take what the module reports.
 */
export function readImeiList(text: string): ImeiReading {
  const lines = text
    .normalize('NFKC')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/);
  const heading = headingOf(lines);
  const reading: ImeiReading = { imeis: [], duplicates: [], bad: [] };
  const firstLines = new Map<string, number>();
  for (const [index, content] of lines.entries()) {
    const line = index + 1;
    if (content.trim() === '' || line === heading?.line) continue;
    const all = cellsOf(content);
    const cells = heading?.column === undefined ? all : [all[heading.column] ?? ''];
    const found = imeisOf(cells);
    if (found.length === 0) reading.bad.push(badLine(line, content, cells));
    for (const imei of found) {
      const firstLine = firstLines.get(imei);
      if (firstLine === undefined) {
        firstLines.set(imei, line);
        reading.imeis.push({ imei, line, luhn: hasLuhnDigit(imei) });
      } else reading.duplicates.push({ imei, line, firstLine });
    }
  }
  return reading;
}

/** One per line, as consoles take them; `csv` has a heading and CRLF. Import it into a spreadsheet as text: as a number it shows as 8.62E+14. */
export function writeImeiList(imeis: readonly string[], form: 'txt' | 'csv'): string {
  if (form === 'txt') return imeis.map((imei) => `${imei}\n`).join('');
  return ['imei', ...imeis].map((line) => `${line}\r\n`).join('');
}

/** The first line that is not empty, where it is a heading. */
function headingOf(lines: readonly string[]): { line: number; column: number | undefined } | null {
  const index = lines.findIndex((line) => line.trim() !== '');
  const content = lines[index] ?? '';
  if (/\d{5}/.test(content) || !/\p{L}/u.test(content)) return null;
  const column = content.split(separators).findIndex((cell) => /imei/i.test(cell));
  return { line: index + 1, column: column < 0 ? undefined : column };
}

/** Cells without quotes, the `="..."` and `'` by which spreadsheets keep digits, and a name before the number. */
function cellsOf(line: string): string[] {
  return line.split(separators).map((cell) =>
    cell
      .trim()
      .replace(/^=?"(.*)"$/, '$1')
      .replace(/^'/, '')
      .trim()
      .replace(/^imei\s*[:=]?\s*/i, ''),
  );
}

/** The IMEIs among cells. Beside an IMEI a number of 15 digits that begins with 460 is the SIM's IMSI. */
function imeisOf(cells: readonly string[]): string[] {
  const numbers = cells
    .flatMap((cell) => (/^[\d\s]+$/.test(cell) ? whole(cell) : [cell.replace(/(?<=\d)-(?=\d)/g, '')]))
    .filter((cell) => /^\d{15}$/.test(cell) && !isDefault(cell));
  const others = numbers.filter((number) => !number.startsWith('460'));
  return others.length > 0 ? others : numbers;
}

/** `862 000 000 000 001` is one number; blanks between whole numbers part them. */
function whole(cell: string): string[] {
  const words = cell.split(/\s+/).filter((word) => word !== '');
  return words.every((word) => word.length === 15) ? words : [words.join('')];
}

function isDefault(imei: string): boolean {
  return /^(\d)\1{14}$/.test(imei);
}

function badLine(line: number, content: string, cells: readonly string[]): BadLine {
  const text = content.trim().slice(0, 80);
  if (cells.some((cell) => /^\d(?:\.\d+)?E\+?1[4-5]$/i.test(cell))) {
    return { line, text, reason: 'scientific', found: 0 };
  }
  const digits = cells.map((cell) => cell.replace(/[\s-]/g, '')).filter((cell) => /^\d+$/.test(cell));
  if (digits.some(isDefault)) return { line, text, reason: 'default', found: 15 };
  const longest = Math.max(0, ...digits.map((cell) => cell.length));
  return longest >= 5
    ? { line, text, reason: 'length', found: longest }
    : { line, text, reason: 'noDigits', found: 0 };
}
