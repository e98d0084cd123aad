import type { JournalRow } from '../../../../shared/contract/journal.ts';
import { AppError } from '../../../../shared/errors.ts';
import { asBytesOfLines, createLineDecoder, findEncoding, type LogEncoding, linesOf } from './encoding.ts';
import { createProblems, type LogProblem } from './entry.ts';
import { readHex } from './hexDump.ts';
import { findFormat, type LogFormat } from './logFormat.ts';
import { readMark } from './marks.ts';
import { createEntryReader } from './readEntries.ts';
import { readStamp, type StampKind } from './stamps.ts';
import { createRowMaker } from './toRows.ts';

export interface LogOptions {
  readonly fileName: string;
  /** Of the computer that wrote the log, east of Greenwich positive; for stamps without a zone. */
  readonly utcOffsetMin: number;
  /** Where the finding is wrong. */
  readonly encoding?: LogEncoding;
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number, totalBytes: number) => void;
  /** Takes rows as they are read. */
  readonly onRows: (rows: readonly JournalRow[]) => void;
  /** Lets others work between two pieces. */
  readonly pause: () => Promise<void>;
}

export interface LogSummary {
  readonly format: LogFormat;
  readonly encoding: LogEncoding;
  /** `none`: only the order of the lines is known. */
  readonly times: StampKind | 'none';
  readonly directions: 'marked' | 'guessed';
  readonly lines: number;
  readonly problems: readonly LogProblem[];
}

export const recordedPort = 'recording:1';
const sampleLines = 2000;
const linesPerPiece = 2000;

/**
 * A customer's log as journal rows with its own times.
 * @throws AppError `report.emptyLog` {fileName}, `report.notALog` {fileName} for a file of binary data
 */
export async function parseLog(bytes: Uint8Array, options: LogOptions): Promise<LogSummary> {
  const { fileName, utcOffsetMin } = options;
  if (bytes.length === 0) throw new AppError('report.emptyLog', { fileName });
  const found = findEncoding(bytes);
  const encoding = options.encoding ?? found.encoding;
  const body = asBytesOfLines(bytes, { encoding, markBytes: found.markBytes });
  if (isBinary(body)) throw new AppError('report.notALog', { fileName });
  const decoder = createLineDecoder(encoding);
  const sample = sampleOf(body, (line) => decoder.decode(line).text);
  const format = findFormat(sample, (line) => readStamp(line, 0) !== null);
  const problems = createProblems();
  const reader = createEntryReader({
    ...{ format, decoder, utcOffsetMin, problems },
    isHex: isHexLog(sample, format),
  });
  const maker = createRowMaker(recordedPort, format === 'luatools', problems);
  const hand = (entries: ReturnType<typeof reader.take>): void => {
    const rows = entries.flatMap((entry) => maker.rows(entry));
    if (rows.length > 0) options.onRows(rows);
  };
  let lines = 0;
  let done = 0;
  for (const line of linesOf(body)) {
    reader.line(line);
    lines += 1;
    done += line.length + 1;
    if (lines % linesPerPiece !== 0) continue;
    options.signal.throwIfAborted();
    hand(reader.take());
    options.onProgress(done, body.length);
    await options.pause();
  }
  hand(reader.end());
  options.onProgress(body.length, body.length);
  return {
    ...{ format, encoding, lines: body.at(-1) === 0x0a ? lines - 1 : lines },
    times: maker.times() ?? 'none',
    directions: maker.marked() ? 'marked' : 'guessed',
    problems: problems.list(),
  };
}

function sampleOf(body: Uint8Array, decode: (line: Uint8Array) => string): string[] {
  const sample: string[] = [];
  for (const line of linesOf(body)) {
    sample.push(decode(line.subarray(0, 4096)).replace(/\r$/, ''));
    if (sample.length >= sampleLines) break;
  }
  return sample;
}

/** A serial log may hold some noise; a file of it is none. */
function isBinary(body: Uint8Array): boolean {
  const piece = body.subarray(0, 64 * 1024);
  let odd = 0;
  for (const byte of piece) if (byte < 0x07 || (byte > 0x0d && byte < 0x1b)) odd += 1;
  return odd * 20 > piece.length;
}

/** Whether the tool showed bytes: nearly every marked or stamped line is pairs of digits. */
function isHexLog(sample: readonly string[], format: LogFormat): boolean {
  let hex = 0;
  let all = 0;
  for (const line of sample) {
    const rest = line.slice(readStamp(line, 0)?.length ?? 0);
    const text = rest.slice(readMark(rest, format)?.length ?? 0).trim();
    if (text === '' || text === '□') continue;
    all += 1;
    if (readHex(text, true)?.kind === 'bytes') hex += 1;
  }
  return all > 0 && hex * 10 >= all * 8;
}
