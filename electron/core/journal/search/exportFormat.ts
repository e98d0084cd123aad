/** How a line is written in each form of an export. Pure. */
import type { ExportFormat } from '../../../../shared/contract/journalExport.ts';
import type { JournalLine } from '../../../../shared/contract/journalLine.ts';
import { withoutAnsi } from '../lines/lineText.ts';

export interface LineWriter {
  /** What stands before the first line. */
  readonly head: string;
  write(line: JournalLine): string;
}

export function lineWriter(
  format: Exclude<ExportFormat, 'rows'>,
  redact: (text: string) => string,
): LineWriter {
  switch (format) {
    case 'text':
      return { head: '', write: (line) => `${textLine(line, redact)}\n` };
    case 'plain':
      return { head: '', write: (line) => `${redact(withoutAnsi(line.text))}\n` };
    case 'jsonl':
      return { head: '', write: (line) => `${JSON.stringify(redactDeep(line, redact))}\n` };
    case 'csv':
      // With the mark Excel takes it for UTF-8, and with CRLF every program sees the rows.
      return { head: `\ufeff${csvRow(csvHead)}`, write: (line) => csvRow(csvCells(line, redact)) };
  }
}

function textLine(line: JournalLine, redact: (text: string) => string): string {
  const arrow = line.direction === undefined ? '' : line.direction === 'tx' ? '> ' : '< ';
  const where = line.portId === undefined ? line.source : `${line.source} ${line.portId}`;
  return `${localTime(line.wallMs)} ${where} ${arrow}${redact(withoutAnsi(line.text))}`;
}

const csvHead = ['time', 'deviceTime', 'source', 'level', 'direction', 'port', 'job', 'seq', 'text'];

function csvCells(line: JournalLine, redact: (text: string) => string): string[] {
  const { deviceTime = '', source, level, direction = '', portId = '', jobId = '', seq } = line;
  const text = redact(withoutAnsi(line.text));
  return [localTime(line.wallMs), deviceTime, source, level, direction, portId, jobId, String(seq), text];
}

function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Excel runs a cell that begins like a formula, also behind blanks; an apostrophe makes a text of it. */
function csvCell(value: string): string {
  const guarded = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}

/** Local time with milliseconds, `2026-11-21 09:08:07.006`: sorts as text and Excel reads it. */
export function localTime(wallMs: number): string {
  const at = new Date(wallMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${day} ${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** Every text in a value, names of members excepted. */
export function redactDeep(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((part) => redactDeep(part, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, redactDeep(part, redact)]));
}
