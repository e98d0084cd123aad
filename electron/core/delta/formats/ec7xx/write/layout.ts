import { AppError } from '../../../../../../shared/errors.ts';
import { type Ec7xxSection, readEc7xxSections, unpackSection } from '../../../../firmware/ec7xxSections.ts';
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

/** lc 3, lp 0, pb 2, dictionary 64 KiB: how the packer and the module's own encoder code sections (ec7xx-delta 5). */
const properties = '5d00000100';

/** What the reader found broken, in the words of this choice. */
const faultOf: Readonly<Record<string, LayoutFault>> = {
  'ec7xx.section': 'sectionPlace',
  'ec7xx.sectionSha256': 'sectionDigest',
  'ec7xx.lzma': 'sectionCoding',
};

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
    if (!(error instanceof AppError) || error.code !== 'firmware.damaged') throw error;
    return faultOf[String(error.params['check'])] ?? 'table';
  }
}

function takeApart(image: Buffer): Layout {
  const found = readEc7xxSections(image);
  if (found === null) throw new Refusal('noSections');
  const { rawLength: rawBytes, tableOffset: tableAt, tableLength: headBytes, tail } = found;
  if (rawBytes === 0) throw new Refusal('table');
  mustBeBlank(image, rawBytes, tableAt);
  const sections = found.sections.map((section) => readSection(image, section));
  sections.sort((a, b) => a.from - b.from);
  const zones = zonesOf(image, sections, { tableAt, headBytes, tailBytes: tail.length });
  return { rawBytes, tableAt, zones };
}

function readSection(image: Buffer, section: Ec7xxSection): Section {
  const { type, ziped: packed, groupId, offset: from, compLength, origLength } = section;
  if (origLength > ec7xxLimits.unpackedZoneBytes) throw new Refusal('unpackedZoneSize');
  if (compLength === 0) throw new Refusal('sectionPlace');
  if (packed && image.toString('hex', from, from + 5) !== properties) throw new Refusal('sectionCoding');
  return { type, packed, groupId, from, to: from + compLength, unpacked: unpackSection(image, section) };
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
