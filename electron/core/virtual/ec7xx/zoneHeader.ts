import { createCursor, need } from './cursor.ts';

/** One side, old or new, of a zip group (ec7xx-delta 4). */
export interface ZoneSide {
  /** Where the zone begins in the image. */
  readonly offset: number;
  readonly sizeBytes: number;
  /** Section table at its beginning, 0 without. */
  readonly headBytes: number;
  /** CMAR tail at its end, 0 without. */
  readonly tailBytes: number;
  /** In the order of their place in the image. */
  readonly sections: readonly ZoneSection[];
}

export interface ZoneSection {
  readonly packed: boolean;
  /** In the image. */
  readonly offset: number;
  readonly storedBytes: number;
  readonly unpackedBytes: number;
}

export interface ZoneHeader {
  readonly old: ZoneSide;
  readonly new: ZoneSide;
}

/** The device has no room for more (ec7xx-delta 4). */
const mostUnpackedBytes = 176_160;
const largestZoneBytes = 0x18000;

/** @throws PackageRefused `format` */
export function readZoneHeader(
  bytes: Uint8Array,
  name: string,
): { readonly header: ZoneHeader; readonly group: Uint8Array } {
  const cursor = createCursor(bytes, `zip group of ${name}`);
  need(cursor.u32() === 0x48475aec, `zip group of ${name} does not start with EC 5A 47 48`);
  cursor.u32();
  cursor.u16();
  const pair = (read: () => number): readonly [number, number] => [read(), read()];
  const tail = pair(cursor.u8);
  const head = pair(cursor.u16);
  const count = pair(cursor.u16);
  const offset = pair(cursor.u32);
  const size = pair(cursor.u32);
  pair(cursor.u32);
  const sections: [ZoneSection[], ZoneSection[]] = [[], []];
  for (let index = 0; index < Math.max(...count); index += 1)
    for (const side of [0, 1] as const) {
      const section = readSection(cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32());
      if (index < count[side]) sections[side].push(section);
    }
  const side = (which: 0 | 1): ZoneSide => ({
    offset: offset[which],
    sizeBytes: size[which],
    headBytes: head[which],
    tailBytes: tail[which],
    sections: sections[which].sort((a, b) => a.offset - b.offset),
  });
  const header = { old: side(0), new: side(1) };
  checkSide(header.old, `old zone of ${name}`);
  checkSide(header.new, `new zone of ${name}`);
  return { header, group: cursor.rest() };
}

function readSection(kind: number, offset: number, storedBytes: number, unpackedBytes: number): ZoneSection {
  return { packed: ((kind >> 8) & 1) === 1, offset, storedBytes, unpackedBytes };
}

/** Every section lies inside the zone, after the head, before the tail, and after the one before it. */
function checkSide(side: ZoneSide, name: string): void {
  need(side.sizeBytes <= largestZoneBytes, `${name} has ${side.sizeBytes} bytes`);
  need(side.offset % 4096 === 0, `${name} does not begin with a sector`);
  let free = side.offset + side.headBytes;
  for (const section of side.sections) {
    need(section.offset >= free, `sections of the ${name} overlap`);
    need(
      section.packed || section.storedBytes === section.unpackedBytes,
      `a section of the ${name} has two lengths`,
    );
    free = section.offset + section.storedBytes;
  }
  need(free <= side.offset + side.sizeBytes - side.tailBytes, `${name} is smaller than its sections`);
  need(unpackedSize(side) <= mostUnpackedBytes, `${name} unpacks to more than ${mostUnpackedBytes} bytes`);
}

/** Head, sections and tail without the gaps. */
export function unpackedSize(side: ZoneSide): number {
  return side.sections.reduce(
    (sum, { unpackedBytes }) => sum + unpackedBytes,
    side.headBytes + side.tailBytes,
  );
}
