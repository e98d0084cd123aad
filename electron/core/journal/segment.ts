/**
 * One segment file is a row of records, nothing before and nothing between them. All numbers little-endian:
 *
 *     0  4  mark F5 41 4A 01   F5 never occurs in UTF-8, so no payload can contain it and a reader can find its way back
 *     4  4  CRC-32 over everything from offset 8 to the end of the record
 *     8  4  payload length in bytes
 *    12  8  sequence number, float64 (exact up to 2^53)
 *    20  8  wall clock, ms since 1970, float64
 *    28  8  monotonic clock, ms, float64
 *    36  n  payload, JSON in UTF-8
 *
 * Pure: bytes in, records and damage out.
 */
import { crc32 } from 'node:zlib';

export const headerBytes = 36;
const mark = Buffer.from([0xf5, 0x41, 0x4a, 0x01]);

export interface SegmentRecord {
  readonly seq: number;
  readonly wallMs: number;
  readonly monoMs: number;
  readonly payload: string;
}

/** Where a valid record lies; its payload is decoded only when somebody wants it. */
export interface RecordPlace {
  readonly seq: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** Bytes that are no valid record. */
export interface DamagedRange {
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface SegmentScan {
  readonly places: readonly RecordPlace[];
  /** Damage with valid records behind it. */
  readonly damage: readonly DamagedRange[];
  /** Bytes behind the last valid record: a write that was cut off, or damage that reaches the end. */
  readonly tail: DamagedRange | null;
}

export function encodeRecord(record: SegmentRecord): Buffer {
  const payloadBytes = Buffer.byteLength(record.payload);
  const bytes = Buffer.allocUnsafe(headerBytes + payloadBytes);
  mark.copy(bytes, 0);
  bytes.writeUInt32LE(payloadBytes, 8);
  bytes.writeDoubleLE(record.seq, 12);
  bytes.writeDoubleLE(record.wallMs, 20);
  bytes.writeDoubleLE(record.monoMs, 28);
  bytes.write(record.payload, headerBytes);
  bytes.writeUInt32LE(crc32(bytes.subarray(8)), 4);
  return bytes;
}

/** The record at a place that `scanSegment` has found. */
export function decodeRecord(bytes: Buffer, place: RecordPlace): SegmentRecord {
  const { offset, sizeBytes, seq } = place;
  return {
    seq,
    wallMs: bytes.readDoubleLE(offset + 20),
    monoMs: bytes.readDoubleLE(offset + 28),
    payload: bytes.toString('utf8', offset + headerBytes, offset + sizeBytes),
  };
}

/**
 * Walks over a whole segment and checks every record. Behind damage it looks for the next mark that begins a valid record, so a
 * flipped bit costs one record and not the rest of the file. A record whose sequence does not rise is damage too.
 */
export function scanSegment(bytes: Buffer): SegmentScan {
  const places: RecordPlace[] = [];
  const damage: DamagedRange[] = [];
  let goodEnd = 0;
  let offset = 0;
  let lastSeq = 0;
  while (offset < bytes.length) {
    const place = recordAt(bytes, offset, lastSeq);
    if (place === null) {
      const next = bytes.indexOf(mark, offset + 1);
      if (next < 0) break;
      offset = next;
      continue;
    }
    if (offset > goodEnd) damage.push({ offset: goodEnd, sizeBytes: offset - goodEnd });
    places.push(place);
    lastSeq = place.seq;
    offset += place.sizeBytes;
    goodEnd = offset;
  }
  const tail = goodEnd < bytes.length ? { offset: goodEnd, sizeBytes: bytes.length - goodEnd } : null;
  return { places, damage, tail };
}

function recordAt(bytes: Buffer, offset: number, lastSeq: number): RecordPlace | null {
  if (offset + headerBytes > bytes.length || bytes.compare(mark, 0, 4, offset, offset + 4) !== 0) return null;
  const sizeBytes = headerBytes + bytes.readUInt32LE(offset + 8);
  if (offset + sizeBytes > bytes.length) return null;
  const seq = bytes.readDoubleLE(offset + 12);
  if (!Number.isSafeInteger(seq) || seq <= lastSeq) return null;
  const stored = bytes.readUInt32LE(offset + 4);
  if (crc32(bytes.subarray(offset + 8, offset + sizeBytes)) !== stored) return null;
  return { seq, offset, sizeBytes };
}
