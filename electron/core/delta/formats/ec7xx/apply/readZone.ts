import type { ByteCursor } from '../../ec618/apply/byteCursor.ts';
import { damagedPackage } from '../../ec618/apply/damaged.ts';
import { ec7xxLimits } from '../limits.ts';
import type { Stretch } from './flash.ts';

/** Where one section lies in the image. */
export interface SectionPlace extends Stretch {
  readonly packed: boolean;
  readonly unpackedBytes: number;
}

/** One side of a zone of compressed sections. */
export interface ZoneSide {
  readonly zone: Stretch;
  /** Bytes of the section table at its beginning, 0 where it has none. */
  readonly headBytes: number;
  /** Bytes of the `CMAR` tail at its end, 0 where it has none. */
  readonly tailBytes: number;
  readonly sections: readonly SectionPlace[];
  /** Head, all sections unpacked, tail. */
  readonly unpackedBytes: number;
}

/** The zone's head: what lies where in OLD and in NEW (ec7xx-delta 4). The group that rebuilds it follows. */
export interface ZoneHeader {
  readonly offset: number;
  readonly old: ZoneSide;
  readonly fresh: ZoneSide;
}

interface Counts {
  readonly tail: number;
  readonly head: number;
  readonly sections: number;
  readonly at: number;
  readonly size: number;
  readonly unpacked: number;
}

const emptyPlace = '00'.repeat(16);

/** Reads `EC 5A 47 48` and both descriptor lists. `imageBytes` bound the places on each side. */
export function readZone(
  body: ByteCursor,
  groupId: number,
  imageBytes: { readonly old: number; readonly fresh: number },
): ZoneHeader {
  const offset = body.offset;
  same('zone.magic', offset, 0x48475aec, body.u32('zone.magic'));
  same('zone.groupId', offset + 4, groupId, body.u32('zone.groupId'));
  body.u16('zone.kind');
  const tails = [body.u8('zone.tail'), body.u8('zone.tail')] as const;
  const heads = [body.u16('zone.head'), body.u16('zone.head')] as const;
  const numbers = [body.u16('zone.sections'), body.u16('zone.sections')] as const;
  const places = [body.u32('zone.place'), body.u32('zone.place')] as const;
  const sizes = [body.u32('zone.size'), body.u32('zone.size')] as const;
  const unpacked = [body.u32('zone.unpacked'), body.u32('zone.unpacked')] as const;
  const counts = ([0, 1] as const).map(
    (side): Counts => ({
      tail: tails[side],
      head: heads[side],
      sections: numbers[side],
      at: places[side],
      size: sizes[side],
      unpacked: unpacked[side],
    }),
  );
  const rows = Math.max(...numbers);
  const old: SectionPlace[] = [];
  const fresh: SectionPlace[] = [];
  for (let row = 0; row < rows; row++) {
    readSection(body, row < numbers[0] ? old : null);
    readSection(body, row < numbers[1] ? fresh : null);
  }
  const [oldCounts, freshCounts] = counts;
  if (oldCounts === undefined || freshCounts === undefined) throw fault('zone.counts', offset, '2', '0');
  return {
    offset,
    old: judgeSide(oldCounts, old, imageBytes.old, offset),
    fresh: judgeSide(freshCounts, fresh, imageBytes.fresh, offset),
  };
}

function readSection(body: ByteCursor, into: SectionPlace[] | null): void {
  const offset = body.offset;
  if (into === null) {
    const found = Buffer.from(body.bytes(16, 'zone.section')).toString('hex');
    if (found !== emptyPlace) throw fault('zone.section', offset, 'zeros for a missing section', found);
    return;
  }
  body.u8('zone.section');
  const packed = body.u8('zone.section');
  if (packed > 1) throw fault('zone.packed', offset + 1, '0 or 1', `${packed}`);
  same('zone.section', offset + 2, 0, body.u16('zone.section'));
  const from = body.u32('zone.section');
  const storedBytes = body.u32('zone.section');
  const unpackedBytes = body.u32('zone.section');
  if (packed === 0) same('zone.storedSection', offset + 8, unpackedBytes, storedBytes);
  into.push({ from, to: from + storedBytes, packed: packed === 1, unpackedBytes });
}

/** A side is in order: aligned, inside the image, sections behind one another between head and tail, sums right. */
function judgeSide(
  counts: Counts,
  sections: readonly SectionPlace[],
  imageBytes: number,
  offset: number,
): ZoneSide {
  const { at, size, head, tail, unpacked } = counts;
  const { sectorBytes, unpackedZoneBytes } = ec7xxLimits;
  if (at % sectorBytes !== 0 || at + size > imageBytes || head + tail > size) {
    throw fault('zone.place', offset + 20, `inside ${imageBytes} bytes, 4 KiB aligned`, `${at} + ${size}`);
  }
  let from = at + head;
  let sum = head + tail;
  for (const section of sections) {
    if (section.from < from || section.to > at + size - tail) {
      throw fault(
        'zone.sections',
        offset,
        `from ${from} to ${at + size - tail}`,
        `${section.from} to ${section.to}`,
      );
    }
    from = section.to;
    sum += section.unpackedBytes;
  }
  if (sum !== unpacked || sum > unpackedZoneBytes) {
    throw fault('zone.unpacked', offset + 36, `${sum} bytes, at most ${unpackedZoneBytes}`, `${unpacked}`);
  }
  return {
    zone: { from: at, to: at + size },
    headBytes: head,
    tailBytes: tail,
    sections,
    unpackedBytes: unpacked,
  };
}

function same(check: string, offset: number, expected: number, found: number): void {
  if (expected !== found) throw fault(check, offset, `${expected}`, `${found}`);
}

function fault(check: string, offset: number, expected: string, found: string): Error {
  return damagedPackage({ check, offset, expected, found });
}
