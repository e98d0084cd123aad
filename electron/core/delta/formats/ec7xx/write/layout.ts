import { createHash } from 'node:crypto';
import { decompress } from 'lzma1';
import { ec7xxLimits } from '../limits.ts';

/** One compressed section (luat-formats 2.4). */
export interface Section {
  readonly type: number;
  readonly packed: boolean;
  readonly groupId: number;
  /** First byte in the image, and one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly unpacked: Uint8Array;
}

/** All sections of one group, with the table or the tail where the zone has them (ec7xx-delta 4). */
export interface Zone {
  readonly groupId: number;
  readonly from: number;
  readonly to: number;
  readonly headBytes: number;
  readonly tailBytes: number;
  /** In file order. */
  readonly sections: readonly Section[];
  /** Head, sections, tail: what the comparison works on. */
  readonly unpacked: Uint8Array;
}

export interface Layout {
  /** Everything before the sections: what travels as raw segments. */
  readonly rawBytes: number;
  readonly tableAt: number;
  /** By group id: the highest zone first. */
  readonly zones: readonly Zone[];
}

/** Why an image cannot travel by sections; stable ids. */
export type LayoutFault =
  | 'noSections'
  | 'table'
  | 'sectionPlace'
  | 'sectionDigest'
  | 'sectionCoding'
  | 'gap'
  | 'groupIds'
  | 'zoneAlignment'
  | 'zoneSize'
  | 'unpackedZoneSize';

const tableMagic = 0xec718cba;
const entryMagic = 0xec718ca0;
const endMagic = 0xec718cbd;
const entryBytes = 56;
const mostSections = 64;
/** lc 3, lp 0, pb 2, dictionary 64 KiB: how the packer and the module's own encoder code sections (ec7xx-delta 5). */
const properties = '5d00000100';

class Refusal extends Error {
  readonly fault: LayoutFault;

  constructor(fault: LayoutFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Takes an image apart and checks all that ec7xx-delta 6 (b) asks of one image; the name of the first fault otherwise. */
export function readLayout(image: Uint8Array): Layout | LayoutFault {
  try {
    return takeApart(Buffer.from(image.buffer, image.byteOffset, image.byteLength));
  } catch (error) {
    if (error instanceof Refusal) return error.fault;
    throw error;
  }
}

function takeApart(image: Buffer): Layout {
  const end = image.length;
  if (end < 64 || image.toString('latin1', end - 4) !== 'CMAR') throw new Refusal('noSections');
  const rawBytes = image.readUInt32LE(end - 12);
  const tableAt = image.readUInt32LE(end - 8);
  const tailBytes = 20 + 12 * (image[end - 14] ?? 0);
  if (rawBytes === 0 || rawBytes > tableAt || tableAt + 12 > end - tailBytes) throw new Refusal('table');
  const { sections, headBytes } = readTable(image, tableAt, end - tailBytes);
  mustBeBlank(image, rawBytes, tableAt);
  const zones = zonesOf(image, sections, { tableAt, headBytes, tailBytes });
  return { rawBytes, tableAt, zones };
}

function readTable(image: Buffer, tableAt: number, end: number): { sections: Section[]; headBytes: number } {
  const count = image.readUInt32LE(tableAt + 4);
  const headBytes = 12 + entryBytes * count;
  const fits = count > 0 && count <= mostSections && tableAt + headBytes <= end;
  if (!fits || image.readUInt32LE(tableAt) !== tableMagic) throw new Refusal('table');
  if (image.readUInt32LE(tableAt + headBytes - 4) !== endMagic) throw new Refusal('table');
  const sections = Array.from({ length: count }, (_, i) => {
    const at = tableAt + 8 + entryBytes * i;
    return readSection(image, at, { from: tableAt + headBytes, to: end });
  });
  return { sections: sections.sort((a, b) => a.from - b.from), headBytes };
}

function readSection(image: Buffer, at: number, room: { from: number; to: number }): Section {
  if (image.readUInt32LE(at) !== entryMagic) throw new Refusal('table');
  const from = image.readUInt32LE(at + 4);
  const to = from + image.readUInt32LE(at + 8);
  const unpackedBytes = image.readUInt32LE(at + 16);
  if (from < room.from || to > room.to || to === from) throw new Refusal('sectionPlace');
  if (unpackedBytes > ec7xxLimits.unpackedZoneBytes) throw new Refusal('unpackedZoneSize');
  const [type = 0, packed = 0, groupId = 0] = image.subarray(at + 20, at + 23);
  if (packed > 1) throw new Refusal('table');
  const stored = image.subarray(from, to);
  const unpacked = packed === 1 ? unpack(stored, unpackedBytes) : new Uint8Array(stored);
  const digest = createHash('sha256').update(unpacked).digest();
  if (unpacked.length !== unpackedBytes || digest.compare(image, at + 24, at + 56) !== 0) {
    throw new Refusal('sectionDigest');
  }
  return { type, packed: packed === 1, groupId, from, to, unpacked };
}

function unpack(stored: Buffer, unpackedBytes: number): Uint8Array {
  const sized = stored.length > 13 && stored.readBigUInt64LE(5) === BigInt(unpackedBytes);
  if (!sized || stored.toString('hex', 0, 5) !== properties) throw new Refusal('sectionCoding');
  try {
    return decompress(stored);
  } catch {
    throw new Refusal('sectionCoding');
  }
}

/** The lowest zone begins at the table, the others at their first section; the highest ends with the image. */
function zonesOf(
  image: Buffer,
  sections: readonly Section[],
  edges: { readonly tableAt: number; readonly headBytes: number; readonly tailBytes: number },
): Zone[] {
  const runs: Section[][] = [];
  for (const section of sections) {
    const open = runs.at(-1);
    if (open?.[0]?.groupId === section.groupId) open.push(section);
    else runs.push([section]);
  }
  if (runs[0]?.[0]?.from !== edges.tableAt + edges.headBytes) throw new Refusal('sectionPlace');
  const starts = runs.map((run, i) => (i === 0 ? edges.tableAt : (run[0]?.from ?? 0)));
  const zones = runs.map((run, i): Zone => {
    const groupId = run[0]?.groupId ?? 0;
    // the highest zone is group 0
    if (groupId !== runs.length - 1 - i) throw new Refusal('groupIds');
    const [from, to] = [starts[i] ?? 0, starts[i + 1] ?? image.length];
    const headBytes = i === 0 ? edges.headBytes : 0;
    const tailBytes = i === runs.length - 1 ? edges.tailBytes : 0;
    const place = { groupId, from, to, headBytes, tailBytes, sections: run };
    return { ...place, unpacked: unpackZone(image, place) };
  });
  return zones.reverse();
}

function unpackZone(image: Buffer, zone: Omit<Zone, 'unpacked'>): Uint8Array {
  const { from, to, headBytes, tailBytes, sections } = zone;
  const { sectorBytes, zoneBytes, unpackedZoneBytes } = ec7xxLimits;
  if (from % sectorBytes !== 0 || to % sectorBytes !== 0) throw new Refusal('zoneAlignment');
  if (to - from > zoneBytes) throw new Refusal('zoneSize');
  let at = from + headBytes;
  for (const section of sections) {
    if (section.from < at) throw new Refusal('sectionPlace');
    mustBeBlank(image, at, section.from);
    at = section.to;
  }
  mustBeBlank(image, at, to - tailBytes);
  const pieces = [image.subarray(from, from + headBytes), ...sections.map(({ unpacked }) => unpacked)];
  const unpacked = Buffer.concat([...pieces, image.subarray(to - tailBytes, to)]);
  if (unpacked.length > unpackedZoneBytes) throw new Refusal('unpackedZoneSize');
  return new Uint8Array(unpacked);
}

/** The module refills what is not a section with FF. */
function mustBeBlank(image: Buffer, from: number, to: number): void {
  if (image.subarray(from, to).some((byte) => byte !== 0xff)) throw new Refusal('gap');
}
