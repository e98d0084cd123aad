import { createHash } from 'node:crypto';
import type { ByteCursor } from './byteCursor.ts';
import { damagedPackage } from './damaged.ts';
import type { PackageHeader } from './readPackage.ts';
import { readPart, readPayloadHead, type StoredPart } from './readPayload.ts';
import { type Readable, rebuildPart } from './rebuildPart.ts';
import { judgeStream, unpackStream } from './unpackStream.ts';

/** `qEBC`: a newer module leaves such a part as it is instead of decoding it (luat-formats 5.3). */
const unchangedMarker = 0x43424571;
const partBytes = 32768;

/**
 * Rebuilds one image the way the module does it: in place, part by part, in one stretch of flash in which OLD disappears
 * as NEW grows. Whatever a part reads from a place that is already rewritten would come out wrong here too.
 */
export function rebuildImage(cursor: ByteCursor, header: PackageHeader, old: Uint8Array): Uint8Array {
  const flash = new Uint8Array(Math.max(header.newBytes, header.oldBytes));
  flash.set(old);
  const head = readPayloadHead(cursor, header);
  for (const number of head.order) {
    const part = readPart(cursor, header, head, number);
    judgeStream(part);
    const { readable, startAt } = rulesOf(header, number);
    const rebuilt = rebuildPart(part, unpackStream(part), flash, readable, startAt);
    if (part.marker === unchangedMarker) mustBeUnchanged(part, rebuilt, old);
    flash.set(rebuilt, number * partBytes);
  }
  if (cursor.remaining > 0) {
    const found = `${cursor.remaining} bytes`;
    throw damagedPackage({ check: 'package.trailing', offset: cursor.offset, expected: 'nothing', found });
  }
  const image = flash.slice(0, header.newBytes);
  const found = createHash('sha256').update(image).digest('hex');
  if (found !== header.newSha256) {
    throw damagedPackage({ check: 'newSha256', offset: header.offset, expected: header.newSha256, found });
  }
  return image;
}

/** Forward: what is not yet rewritten lies ahead. Reverse: behind, and the old pointer starts at the image's beginning. */
function rulesOf(header: PackageHeader, part: number): { readable: Readable; startAt: number } {
  const from = part * partBytes;
  if (header.direction === 'forward') return { readable: { from, to: header.oldBytes }, startAt: from };
  return { readable: { from: 0, to: Math.min(from + partBytes, header.oldBytes) }, startAt: 0 };
}

function mustBeUnchanged(part: StoredPart, rebuilt: Uint8Array, old: Uint8Array): void {
  const from = part.number * partBytes;
  if (Buffer.compare(rebuilt, old.subarray(from, from + partBytes)) === 0) return;
  const expected = 'a part equal to the old one';
  throw damagedPackage({ check: 'part.marker', offset: part.offset + 8, expected, found: 'another' });
}
