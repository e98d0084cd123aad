import type { ByteReader } from '../byteReader.ts';
import { damaged, hex } from '../damaged.ts';

/** A stored piece of a delta: a part of EC618, a group of segments or a zone of sections of EC7xx. */
export interface ParGroup {
  /** `deltaPart`, `deltaGroup`, `deltaZone` (compressed sections) or `deltaHlsGroup`. */
  readonly kind: string;
  readonly sizeBytes: number;
}

/** Table of parts behind `BPHD`; the parts fill the payload exactly (luat-formats 5.3). */
export function readEc618Groups(reader: ByteReader, at: number, end: number, segments: number): ParGroup[] {
  const check = 'par.parts';
  const count = reader.u32(at + 4, check);
  // The head has eight bits for the number.
  if ((count & 0xff) !== segments || at + 16 + 4 * count > end)
    throw damaged({ check, offset: at + 4, expected: segments, found: count });
  const direction = reader.text(at + 12, 4, check);
  if (direction !== 'NorO' && direction !== 'RvsO')
    throw damaged({ check: 'par.direction', offset: at + 12, expected: 'NorO or RvsO', found: direction });
  const sizes = Array.from({ length: count }, (_, i) => reader.u32(at + 16 + 4 * i, check));
  const filled = sizes.reduce((sum, size) => sum + size, at + 16 + 4 * count);
  if (filled !== end)
    throw damaged({ check: 'par.partSizes', offset: at + 16, expected: hex(end), found: hex(filled) });
  return sizes.map((sizeBytes) => ({ kind: 'deltaPart', sizeBytes }));
}

/** Table of segments behind `EC 50 53 48`; segments of one group name the same place (ec7xx-delta 2). */
export function readEc7xxGroups(
  reader: ByteReader,
  at: number,
  end: number,
  segments: number,
  segmentBytes: number,
): ParGroup[] {
  const check = 'par.segments';
  reader.need(at, 24, check);
  const count = reader.u16(at + 6, check);
  if (count !== segments) throw damaged({ check, offset: at + 6, expected: segments, found: count });
  const groups = new Map<number, ParGroup>();
  for (let i = 0; i < count; i += 1) {
    const entry = at + 24 + 12 * i;
    const place = reader.u32(entry, check);
    const size = reader.u32(entry + 4, check);
    const [from, sizeBytes] = [at + (place >>> 8), size >>> 8];
    if (from < at + 24 + 12 * count || from + sizeBytes > end) {
      const found = `${hex(from)} to ${hex(from + sizeBytes)}`;
      throw damaged({ check: 'par.groupPlace', offset: entry, expected: `at most ${hex(end)}`, found });
    }
    checkSegmentBytes(reader, entry + 8, (place & 1) === 1, segmentBytes);
    const raw = (size & 1) === 1 ? 'deltaHlsGroup' : 'deltaGroup';
    groups.set(from, { kind: (place & 1) === 1 ? 'deltaZone' : raw, sizeBytes });
  }
  return [...groups.values()];
}

/** A raw segment makes what the outer head announces. */
function checkSegmentBytes(reader: ByteReader, at: number, zone: boolean, segmentBytes: number): void {
  const found = reader.u32(at, 'par.segments');
  if (!zone && found !== segmentBytes)
    throw damaged({ check: 'par.segmentLength', offset: at, expected: hex(segmentBytes), found: hex(found) });
}
