/** Writes segments of a journal directly, as fast as the disk takes them: for measurements of millions of lines and for tests of the index. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryPayload } from '../../electron/core/journal/row.ts';
import { encodeRecord } from '../../electron/core/journal/segment.ts';
import { segmentName } from '../../electron/core/journal/segmentIndex.ts';
import type { JournalEntry } from '../../shared/contract/journal.ts';

export interface WrittenJournal {
  readonly rows: number;
  readonly bytes: number;
}

export interface WriteOptions {
  /** Default 16 MiB, as in the program. */
  readonly segmentBytes?: number;
  /** Wall clock of the first row; each row is `stepMs` later (default 10). */
  readonly wallMs?: number;
  readonly stepMs?: number;
  /** First sequence number; default 1. */
  readonly fromSeq?: number;
}

/** The folder is created. Rows get seq, wallMs and monoMs in order. */
export function writeSegments(
  folder: string,
  entries: Iterable<JournalEntry>,
  options: WriteOptions = {},
): WrittenJournal {
  const { segmentBytes = 16 * 1024 * 1024, wallMs = 1_790_000_000_000, stepMs = 10, fromSeq = 1 } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let records: Buffer[] = [];
  let sizeBytes = 0;
  let firstSeq = fromSeq;
  let seq = fromSeq - 1;
  let bytes = 0;
  const finish = (): void => {
    if (records.length > 0) writeFileSync(join(folder, segmentName(firstSeq)), Buffer.concat(records));
    records = [];
    sizeBytes = 0;
    firstSeq = seq + 1;
  };
  for (const entry of entries) {
    seq += 1;
    const sinceStart = (seq - fromSeq) * stepMs;
    const record = encodeRecord({
      seq,
      wallMs: wallMs + sinceStart,
      monoMs: sinceStart,
      payload: entryPayload(entry),
    });
    records.push(record);
    sizeBytes += record.length;
    bytes += record.length;
    if (sizeBytes >= segmentBytes) finish();
  }
  finish();
  return { rows: seq - fromSeq + 1, bytes };
}

const tags = ['I/user.main', 'D/net', 'I/fota', 'W/mobile', 'I/sensor', 'D/uart', 'E/user.fota'];

/** Line `number` of a module's log: about 80 characters, as LuatOS writes them; one in 70 is an error, one in 1000 Chinese. */
export function sampleLogLine(number: number): string {
  const seconds = (number / 100).toFixed(3).padStart(13, '0');
  const tag = number % 70 === 0 ? tags[6] : tags[number % 6];
  const said =
    number % 1000 === 7
      ? `升级包第 ${number} 块已写入`
      : `step ${number} rssi ${-60 - (number % 50)} heap ${90_000 - (number % 4096)}`;
  return `[${seconds}] ${tag} ${said} id=${((number * 2654435761) >>> 0).toString(16)}`;
}

/** A log port that says `lines` sample lines, in pieces of `pieceBytes` as a serial driver hands them over (default 4096). */
export function* sampleLog(lines: number, portId = 'log', pieceBytes = 4096): Generator<JournalEntry> {
  yield { kind: 'portEvent', event: 'leaseTaken', portId, owner: 'terminal' };
  yield { kind: 'portEvent', event: 'opened', portId, owner: 'terminal' };
  let waiting = '';
  const piece = (text: string): JournalEntry => ({
    kind: 'serialBytes',
    direction: 'rx',
    bytes: Buffer.from(text).toString('base64'),
    portId,
  });
  for (let number = 0; number < lines; number += 1) {
    waiting += `${sampleLogLine(number)}\r\n`;
    if (waiting.length < pieceBytes) continue;
    yield piece(waiting.slice(0, pieceBytes));
    waiting = waiting.slice(pieceBytes);
  }
  if (waiting !== '') yield piece(waiting);
}
