import { createHash } from 'node:crypto';
import { encodeLzmaAlone } from '../../electron/core/delta/lzma/encode.ts';

/** Builds EC7xx images with compressed sections for tests; written from luat-formats 2.4 and ec7xx-delta 4, not from the readers. */

export interface CmarSection {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** False: copied as it is (`ziped` 0). */
  readonly packed?: boolean;
}

export interface CmarPlan {
  /** Everything before the table. */
  readonly raw: Uint8Array;
  /** 4 KiB aligned. */
  readonly tableAt: number;
  /** Zones from the lowest to the highest; group ids count down to 0. */
  readonly zones: readonly { readonly endsAt: number; readonly sections: readonly CmarSection[] }[];
}

const tailRecords = 3;
const tailBytes = 20 + 12 * tailRecords;

/** The image; gaps are FF. */
export function buildCmarImage({ raw, tableAt, zones }: CmarPlan): Uint8Array {
  const image = Buffer.alloc(zones.at(-1)?.endsAt ?? tableAt, 0xff);
  image.set(raw);
  const sections = zones.flatMap((zone, i) =>
    zone.sections.map((section) => ({ ...section, groupId: zones.length - 1 - i, zone: i })),
  );
  const starts = [tableAt + 12 + 56 * sections.length, ...zones.map((zone) => zone.endsAt)];
  image.writeUInt32LE(0xec718cba, tableAt);
  image.writeUInt32LE(sections.length, tableAt + 4);
  sections.forEach((section, i) => {
    const stored = packSection(section);
    const from = starts[section.zone] ?? 0;
    image.set(stored, from);
    // sections begin at multiples of four
    starts[section.zone] = (from + stored.length + 3) & ~3;
    writeEntry(image, tableAt + 8 + 56 * i, section, from, stored.length);
  });
  image.writeUInt32LE(0xec718cbd, tableAt + 8 + 56 * sections.length);
  writeTail(image, raw.length, tableAt);
  return new Uint8Array(image);
}

/** Sections that were packed before, by their digest: tests build many images of the same few. */
const packedBefore = new Map<string, Uint8Array>();

function packSection({ bytes, packed = true }: CmarSection): Uint8Array {
  if (!packed) return bytes;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const known = packedBefore.get(digest);
  if (known !== undefined) return known;
  const fresh = encodeLzmaAlone(bytes, { lc: 3, lp: 0, pb: 2, dictionaryBytes: 0x10000 });
  packedBefore.set(digest, fresh);
  return fresh;
}

function writeEntry(
  image: Buffer,
  at: number,
  section: CmarSection & { readonly groupId: number },
  from: number,
  storedBytes: number,
): void {
  [0xec718ca0, from, storedBytes, 0x500000 + from, section.bytes.length].forEach((word, i) => {
    image.writeUInt32LE(word, at + 4 * i);
  });
  image.set([section.type, section.packed === false ? 0 : 1, section.groupId, 1], at + 20);
  createHash('sha256')
    .update(section.bytes)
    .digest()
    .copy(image, at + 24);
}

/** Records of the raw part, then its length, the table's place and the mark. */
function writeTail(image: Buffer, rawBytes: number, tableAt: number): void {
  const at = image.length - tailBytes;
  image.fill(0, at);
  for (let i = 0; i < tailRecords; i++) image.writeUInt32LE(0x81a000 + 0x100 * i, at + 12 * i);
  image.set([0, 0, tailRecords, 1], image.length - 16);
  image.writeUInt32LE(rawBytes, image.length - 12);
  image.writeUInt32LE(tableAt, image.length - 8);
  image.write('CMAR', image.length - 4, 'latin1');
}
