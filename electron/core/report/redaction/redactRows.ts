import type { JournalRow } from '../../../../shared/contract/journal.ts';
import { withoutFirmware } from './firmwareBytes.ts';
import type { TextRedactor } from './redactor.ts';

export interface RedactedRows {
  readonly rows: readonly JournalRow[];
  readonly firmwareBytesWithheld: number;
}

/** Names of the contract and of this computer's own record: they name no device. */
const structural = new Set([
  ...['kind', 'direction', 'role', 'event', 'seq', 'wallMs', 'monoMs', 'jobId', 'exchangeId', 'portId'],
  ...[
    'packageSha256',
    'sha256',
    'level',
    'outcome',
    'code',
    'stage',
    'domain',
    'retry',
    'remedies',
    'evidence',
  ],
]);

/**
 * Rows without identities, in order and number as before. Serial bytes are read as streams of one port and direction, because a
 * value may be split over rows; they come out in pieces of the same lengths.
 * @param redactor null leaves identities; firmware is withheld all the same unless `withFirmware`
 */
export function redactRows(
  rows: readonly JournalRow[],
  redactor: TextRedactor | null,
  withFirmware: boolean,
): RedactedRows {
  const safe = withFirmware ? { rows, firmwareBytesWithheld: 0 } : withoutFirmware(rows);
  if (redactor === null) return safe;
  const streams = streamsOf(safe.rows);
  for (const { text } of streams.values()) for (const piece of wholeLines(text)) redactor.learn(piece);
  for (const row of safe.rows) if (row.kind !== 'serialBytes') redactor.learn(JSON.stringify(row));
  const pieces = new Map<number, string>();
  for (const [key, { text, seqs }] of streams) {
    const where = `serialBytes.${key.split(' ')[0] ?? ''}`;
    const made = wholeLines(text)
      .map((piece) => redactor.redact(piece, where))
      .join('');
    let at = 0;
    for (const { seq, length } of seqs) {
      pieces.set(seq, Buffer.from(made.slice(at, at + length), 'latin1').toString('base64'));
      at += length;
    }
  }
  return {
    firmwareBytesWithheld: safe.firmwareBytesWithheld,
    rows: safe.rows.map((row) =>
      row.kind === 'serialBytes'
        ? { ...row, bytes: pieces.get(row.seq) ?? row.bytes }
        : redactValue(row, redactor, row.kind),
    ),
  };
}

const pieceChars = 64 * 1024;

/** A long stream in pieces that end with a line: no value goes over a line's end, and the work stays proportional to the length. */
function wholeLines(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from + pieceChars);
    const to = end < 0 ? text.length : end + 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

interface Stream {
  text: string;
  readonly seqs: { readonly seq: number; readonly length: number }[];
}

function streamsOf(rows: readonly JournalRow[]): Map<string, Stream> {
  const parts = new Map<string, { texts: string[]; seqs: { seq: number; length: number }[] }>();
  for (const row of rows) {
    if (row.kind !== 'serialBytes') continue;
    const key = `${row.direction} ${row.portId ?? ''}`;
    const stream = parts.get(key) ?? { texts: [], seqs: [] };
    const text = Buffer.from(row.bytes, 'base64').toString('latin1');
    stream.texts.push(text);
    stream.seqs.push({ seq: row.seq, length: text.length });
    parts.set(key, stream);
  }
  return new Map([...parts].map(([key, { texts, seqs }]) => [key, { text: texts.join(''), seqs }]));
}

/** Every text and number of a value that comes from outside; shapes stay. */
export function redactValue<T>(value: T, redactor: TextRedactor, where: string): T;
export function redactValue(value: unknown, redactor: TextRedactor, where: string): unknown {
  if (typeof value === 'string') return redactor.redact(value, where);
  if (typeof value === 'number') {
    const text = String(value);
    return /^\d{11,20}$/.test(text) && text.length !== 13 ? Number(redactor.redact(text, where)) : value;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, redactor, where));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      structural.has(key) ? item : redactValue(named(key, item, redactor), redactor, `${where}.${key}`),
    ]),
  );
}

/** A field whose name says what it holds, e.g. `imei` or `projectKey`: the value alone would tell nothing. */
function named(key: string, item: unknown, redactor: TextRedactor): unknown {
  if (typeof item === 'string') redactor.learn(`${key}=${item}`);
  return item;
}
