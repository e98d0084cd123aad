import { encodeBzip2 } from '../../../bzip2/encode.ts';
import type { Effort } from '../../../effort.ts';
import { encodeLzmaAlone } from '../../../lzma/encode.ts';
import type { Work } from '../../work.ts';
import { ec7xxLimits } from '../limits.ts';
import type { SegmentContent } from './records.ts';
import type { FoundSegment } from './segment.ts';

/** What the module's images use everywhere (luat-formats 2.4). */
const lzmaProps = { lc: 3, lp: 0, pb: 2, dictionaryBytes: 0x10000 };
const groupHeadBytes = 22;
/** The vendor's tool was seen to put four segments into one group, no more. */
const mostSegments = 4;

export interface PackedGroup {
  readonly bytes: Uint8Array;
  /** Segments inside, in processing order. */
  readonly segments: number;
}

/** Segments for one group, in processing order. */
export interface GroupPack {
  readonly contents: readonly SegmentContent[];
  readonly effort: Effort;
}

/**
 * One group over the given segments (luat-formats 5.5, ec7xx-delta 3). Null when it would not fit the module's buffers.
 * The counter in the labels means nothing to the module.
 */
export function packGroup({ contents, effort }: GroupPack): PackedGroup | null {
  const control = concat(
    label('CTLBK_1'),
    contents.flatMap(({ newBytes, control: numbers }) => [u32(newBytes), u32(numbers.length), numbers]),
  );
  const extra = concat(
    label('EXTBK_1'),
    contents.flatMap((content) => [u32(content.extra.length), content.extra]),
  );
  // spares packing what cannot fit anyway
  if (control.length + extra.length > ec7xxLimits.unpackedGroupBytes) return null;
  const diffs = concat(contents.flatMap((content) => [u32(content.diff.length), content.diff]));
  const diff = encodeBzip2(diffs, effort);
  if (control.length + extra.length + diff.length > ec7xxLimits.unpackedGroupBytes) return null;
  const storedControl = smaller(control, effort);
  const storedExtra = smaller(extra, effort);
  const head = Buffer.alloc(groupHeadBytes);
  head.write('ECHEADER', 0, 'latin1');
  head.writeUInt32LE(storedControl.bytes.length, 8);
  head.writeUInt8(storedControl.packed ? 1 : 0, 12);
  head.writeUInt32LE(storedExtra.bytes.length, 13);
  head.writeUInt8(storedExtra.packed ? 1 : 0, 17);
  head.writeUInt32LE(diff.length, 18);
  const bytes = concat(head, [storedControl.bytes, storedExtra.bytes, diff]);
  if (bytes.length > ec7xxLimits.storedGroupBytes) return null;
  return { bytes, segments: contents.length };
}

/**
 * As few groups as the buffers allow, in processing order. Which segments go together is settled by estimates, so that all groups
 * are packed at the same time; a group that does not fit after all is halved. Null when one segment alone does not fit.
 */
export async function packGroups(
  segments: readonly FoundSegment[],
  effort: Effort,
  work: Work,
): Promise<PackedGroup[] | null> {
  const packed = await Promise.all(planGroups(segments).map((group) => packOrHalve(group, effort, work)));
  return packed.includes(null) ? null : packed.flatMap((groups) => groups ?? []);
}

/** Greedily, as many segments into each group as should fit. */
function planGroups(segments: readonly FoundSegment[]): FoundSegment[][] {
  const groups: FoundSegment[][] = [];
  for (const segment of segments) {
    const open = groups.at(-1);
    if (open !== undefined && open.length < mostSegments && shouldFit([...open, segment])) open.push(segment);
    else groups.push([segment]);
  }
  return groups;
}

function shouldFit(segments: readonly FoundSegment[]): boolean {
  let unpacked = 0;
  let stored = 0;
  for (const { content, estimatedBytes } of segments) {
    const { control, extra, diff } = estimatedBytes;
    unpacked += content.control.length + content.extra.length + diff;
    stored += control + extra + diff;
  }
  return unpacked <= ec7xxLimits.unpackedGroupBytes && stored <= ec7xxLimits.storedGroupBytes;
}

async function packOrHalve(
  segments: readonly FoundSegment[],
  effort: Effort,
  work: Work,
): Promise<PackedGroup[] | null> {
  const group = await work.crew.run('ec7xxGroup', {
    contents: segments.map(({ content }) => content),
    effort,
  });
  if (group !== null) return [group];
  if (segments.length === 1) return null;
  const half = Math.ceil(segments.length / 2);
  const first = await packOrHalve(segments.slice(0, half), effort, work);
  const second = await packOrHalve(segments.slice(half), effort, work);
  return first === null || second === null ? null : [...first, ...second];
}

function smaller(
  plain: Uint8Array,
  effort: Effort,
): { readonly bytes: Uint8Array; readonly packed: boolean } {
  const packed = encodeLzmaAlone(plain, lzmaProps, effort);
  return packed.length < plain.length ? { bytes: packed, packed: true } : { bytes: plain, packed: false };
}

function label(text: string): Uint8Array {
  return Buffer.from(`${text}\0`, 'latin1');
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function concat(first: Uint8Array | readonly Uint8Array[], more: readonly Uint8Array[] = []): Uint8Array {
  const pieces = first instanceof Uint8Array ? [first, ...more] : [...first, ...more];
  return new Uint8Array(Buffer.concat(pieces));
}
