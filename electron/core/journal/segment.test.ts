import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord, headerBytes, type SegmentRecord, scanSegment } from './segment.ts';

function record(seq: number, payload = `{"kind":"appEvent","event":"e${seq}","params":{}}`): SegmentRecord {
  return { seq, wallMs: 1_770_000_000_000.25 + seq, monoMs: seq * 1.5, payload };
}

const records = [record(1), record(2, '{"text":"固件\\u0000升级 ✓"}'), record(3, ''), record(4)];
const encoded = records.map(encodeRecord);
const whole = Buffer.concat(encoded);

function decodeAll(bytes: Buffer): SegmentRecord[] {
  return scanSegment(bytes).places.map((place) => decodeRecord(bytes, place));
}

describe('segment', () => {
  it('gives back every record as it was written', () => {
    expect(decodeAll(whole)).toEqual(records);
    expect(scanSegment(whole)).toMatchObject({ damage: [], tail: null });
  });

  it('is laid out as its comment says', () => {
    const bytes = encodeRecord({ seq: 1, wallMs: 0, monoMs: 0, payload: 'abc' });
    expect(bytes.toString('hex')).toBe(
      `f5414a01${bytes.toString('hex', 4, 8)}03000000000000000000f03f${'00'.repeat(16)}616263`,
    );
    // zlib.crc32 over bytes 8.. of the line above, computed apart with Python's zlib.
    expect(bytes.readUInt32LE(4)).toBe(0x2c9f617a);
  });

  it('keeps all but the last record whatever byte of it the file ends at', () => {
    const lastStart = whole.length - (encoded[3]?.length ?? 0);
    for (let end = lastStart; end < whole.length; end += 1) {
      const cut = whole.subarray(0, end);
      const { places, damage, tail } = scanSegment(cut);
      expect(places.map((place) => place.seq)).toEqual([1, 2, 3]);
      expect(damage).toEqual([]);
      expect(tail).toEqual(end === lastStart ? null : { offset: lastStart, sizeBytes: end - lastStart });
    }
  });

  it('loses exactly the record that a flipped bit hits, for every bit of the file', () => {
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      let start = 0;
      const hit = encoded.findIndex((part) => {
        start += part.length;
        return bit >> 3 < start;
      });
      const kept = records.filter((_, index) => index !== hit);
      expect(decodeAll(bytes)).toEqual(kept);
      const { damage, tail } = scanSegment(bytes);
      const lost = { offset: start - (encoded[hit]?.length ?? 0), sizeBytes: encoded[hit]?.length };
      expect(hit === 3 ? tail : damage[0]).toEqual(lost);
    }
  });

  it('is not led astray by a payload that imitates a record', () => {
    // As text the mark becomes C3 B5 ..., which is no mark.
    const imitation = record(5, encodeRecord(record(9)).toString('latin1'));
    const bytes = Buffer.concat([encodeRecord(record(4)), encodeRecord(imitation), encodeRecord(record(6))]);
    bytes.writeUInt8(0, headerBytes + encodeRecord(record(4)).length + 3);
    expect(scanSegment(bytes).places.map((place) => place.seq)).toEqual([4, 6]);
  });

  it('takes a record whose sequence does not rise for damage', () => {
    const bytes = Buffer.concat([record(7), record(7), record(8)].map(encodeRecord));
    const { places, damage } = scanSegment(bytes);
    expect(places.map((place) => place.seq)).toEqual([7, 8]);
    expect(damage).toHaveLength(1);
  });

  it('says of garbage that all of it is damaged', () => {
    const garbage = Buffer.alloc(5000, 0xf5);
    expect(scanSegment(garbage)).toEqual({ places: [], damage: [], tail: { offset: 0, sizeBytes: 5000 } });
    expect(scanSegment(Buffer.alloc(0))).toEqual({ places: [], damage: [], tail: null });
  });
});
