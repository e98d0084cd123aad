import { createMatchIndex } from '../../../matching/matchIndex.ts';
import { packGroup } from './group.ts';
import type { Section, Zone } from './layout.ts';
import { priceLists } from './prices.ts';
import { searchSegment } from './segment.ts';

const headBytes = 44;
const rowBytes = 32;

/** A zone on both sides. */
export interface ZonePair {
  readonly old: Zone;
  readonly fresh: Zone;
}

/**
 * One zone of compressed sections: what lies where on both sides, then one group that turns the unpacked old zone into the
 * unpacked new one (ec7xx-delta 4). Null when the group does not fit the module's buffers.
 */
export function writeZone({ old, fresh }: ZonePair): Uint8Array | null {
  const index = createMatchIndex(old.unpacked, fresh.unpacked);
  const segment = { start: 0, end: fresh.unpacked.length };
  const window = { start: 0, end: old.unpacked.length };
  const { content } = searchSegment({
    index,
    segment,
    window,
    pointer: 0,
    prices: priceLists(fresh.unpacked),
  });
  const group = packGroup({ contents: [content], effort: 'full' });
  if (group === null) return null;
  return new Uint8Array(Buffer.concat([writeHead(old, fresh), group.bytes]));
}

function writeHead(old: Zone, fresh: Zone): Buffer {
  const rows = Math.max(old.sections.length, fresh.sections.length);
  const head = Buffer.alloc(headBytes + rows * rowBytes);
  head.writeUInt32LE(0x48475aec, 0);
  head.writeUInt32LE(fresh.groupId, 4);
  for (const [side, zone] of [old, fresh].entries()) {
    head.writeUInt8((zone.tailBytes > 0 ? 1 : 0) | (zone.headBytes > 0 ? 2 : 0), 8 + side);
    head.writeUInt8(zone.tailBytes, 10 + side);
    head.writeUInt16LE(zone.headBytes, 12 + 2 * side);
    head.writeUInt16LE(zone.sections.length, 16 + 2 * side);
    head.writeUInt32LE(zone.from, 20 + 4 * side);
    head.writeUInt32LE(zone.to - zone.from, 28 + 4 * side);
    head.writeUInt32LE(zone.unpacked.length, 36 + 4 * side);
    zone.sections.forEach((section, row) => {
      writeSection(head, headBytes + row * rowBytes + side * 16, section);
    });
  }
  return head;
}

function writeSection(head: Buffer, at: number, section: Section): void {
  head.writeUInt8(section.type, at);
  head.writeUInt8(section.packed ? 1 : 0, at + 1);
  head.writeUInt32LE(section.from, at + 4);
  head.writeUInt32LE(section.to - section.from, at + 8);
  head.writeUInt32LE(section.unpacked.length, at + 12);
}
