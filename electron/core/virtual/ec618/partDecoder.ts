import { viewOf } from '../bytes.ts';
import { PackageRefused } from '../luatAt/refusal.ts';
import { decodeStream } from './bzipStream.ts';
import { type ParImage, type ParPart, partBytes } from './parFile.ts';

const recordHeaderBytes = 12;

/** One bsdiff record: copy-and-add from the old image, then new bytes, then a jump of the old pointer. */
interface PatchRecord {
  readonly diff: Uint8Array;
  readonly extra: Uint8Array;
  readonly jump: number;
}

/**
 * Unpacks a part and checks that its records add up to the part exactly.
 * @throws PackageRefused `stream` or `records`
 */
export function decodePart(part: ParPart): readonly PatchRecord[] {
  // Every record but the last makes at least one byte or is a bare jump; twice the part is far above any real one.
  const content = decodeStream(part.stream, part.newSizeBytes + 2 * recordHeaderBytes * partBytes);
  const view = viewOf(content);
  const records: PatchRecord[] = [];
  let offset = 0;
  let made = 0;
  while (made < part.newSizeBytes) {
    if (offset + recordHeaderBytes > content.length) throw cutOff(part);
    const diffLength = signMagnitude(view.getUint32(offset, true));
    const extraLength = signMagnitude(view.getUint32(offset + 4, true));
    const jump = signMagnitude(view.getUint32(offset + 8, true));
    const diffAt = offset + recordHeaderBytes;
    const extraAt = diffAt + diffLength;
    offset = extraAt + extraLength;
    made += diffLength + extraLength;
    if (diffLength < 0 || extraLength < 0 || made > part.newSizeBytes)
      throw new PackageRefused('records', `records of part ${part.index} make more than the part`);
    if (offset > content.length) throw cutOff(part);
    records.push({ diff: content.subarray(diffAt, extraAt), extra: content.subarray(extraAt, offset), jump });
  }
  return records;
}

function cutOff(part: ParPart): PackageRefused {
  return new PackageRefused('records', `records of part ${part.index} are cut off`);
}

/** 32-bit sign and magnitude: the top bit is the sign. */
function signMagnitude(word: number): number {
  const magnitude = word & 0x7fff_ffff;
  return word >= 0x8000_0000 ? -magnitude : magnitude;
}

/**
 * Rebuilds one part. Old bytes are only used inside the window that an in-place rewrite has not touched yet; outside of
 * it the difference byte stands alone (luat-formats 5.3).
 * @param readOld bytes of the image zone as it is now
 */
export function rebuildPart(
  image: ParImage,
  part: ParPart,
  readOld: (offset: number, length: number) => Uint8Array,
): Uint8Array {
  const start = part.index * partBytes;
  const windowStart = image.direction === 'forward' ? Math.min(start, image.oldSizeBytes) : 0;
  const windowEnd =
    image.direction === 'forward' ? image.oldSizeBytes : Math.min(start + partBytes, image.oldSizeBytes);
  const old = readOld(windowStart, windowEnd - windowStart);
  const made = new Uint8Array(part.newSizeBytes);
  // Relative to the window; an index outside of it reads undefined, which adds nothing.
  let pointer = image.direction === 'forward' ? start - windowStart : 0;
  let offset = 0;
  for (const record of decodePart(part)) {
    for (const [index, byte] of record.diff.entries())
      made[offset + index] = byte + (old[pointer + index] ?? 0);
    made.set(record.extra, offset + record.diff.length);
    offset += record.diff.length + record.extra.length;
    pointer += record.diff.length + record.jump;
  }
  return made;
}
