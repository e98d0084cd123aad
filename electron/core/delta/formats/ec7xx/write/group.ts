import { encodeBzip2 } from '../../../bzip2/encode.ts';
import { encodeLzmaAlone } from '../../../lzma/encode.ts';
import { ec7xxLimits } from '../limits.ts';
import type { SegmentContent } from './records.ts';

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

/**
 * One group over the given segments (luat-formats 5.5, ec7xx-delta 3). Null when it would not fit the module's buffers.
 * The counter in the labels means nothing to the module.
 */
export function packGroup(contents: readonly SegmentContent[]): PackedGroup | null {
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
  const diff = encodeBzip2(concat(contents.flatMap((content) => [u32(content.diff.length), content.diff])));
  if (control.length + extra.length + diff.length > ec7xxLimits.unpackedGroupBytes) return null;
  const storedControl = smaller(control);
  const storedExtra = smaller(extra);
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

/** As few groups as the buffers allow, in processing order. Null when one segment alone does not fit. */
export function packGroups(contents: readonly SegmentContent[]): PackedGroup[] | null {
  const groups: PackedGroup[] = [];
  for (let at = 0; at < contents.length; ) {
    const group = largestGroup(contents.slice(at, at + mostSegments));
    if (group === null) return null;
    groups.push(group);
    at += group.segments;
  }
  return groups;
}

function largestGroup(contents: readonly SegmentContent[]): PackedGroup | null {
  for (let count = contents.length; count > 0; count--) {
    const group = packGroup(contents.slice(0, count));
    if (group !== null) return group;
  }
  return null;
}

function smaller(plain: Uint8Array): { readonly bytes: Uint8Array; readonly packed: boolean } {
  const packed = encodeLzmaAlone(plain, lzmaProps);
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
