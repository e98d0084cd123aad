import type { Parts } from '../kit/parts.ts';
import { eventCodes, sayOta } from './events.ts';
import { describeImage } from './image.ts';
import type { QuecthingKnobs } from './knobs.ts';

/** An MCU image on its way to the host, block by block (at-commands 2.2, 2.3). */
export interface SotaTransfer {
  /** Says 10701 and offers the first block. */
  begin(): void;
  /** Offers the next block; false when there is none. */
  next(): boolean;
  /** Bytes of the block that is offered now; null outside it. */
  read(start: number, length: number): Uint8Array | null;
}

/** @param withSha256 the host asked for it with `AT+QIOTOTAREQ=1` */
export function createSotaTransfer(
  parts: Parts<QuecthingKnobs>,
  image: Uint8Array,
  withSha256: boolean,
): SotaTransfer {
  const { knobs, timers } = parts;
  const { blockBytes, planComponent } = knobs.get();
  let block: { readonly start: number; readonly end: number } | null = null;
  let following = 0;

  const offer = (): void => {
    const start = following;
    const end = Math.min(image.length, start + blockBytes);
    following = end;
    sayOta(parts, eventCodes.downloading);
    timers.after(knobs.get().contactMs, () => {
      block = { start, end };
      sayOta(parts, eventCodes.downloaded, planComponent, image.length, start, end - start);
    });
  };
  return {
    begin() {
      const { md5, crc, sha256 } = describeImage(image, knobs.get());
      const digests = withSha256 ? [md5, crc, sha256] : [md5, crc];
      sayOta(parts, eventCodes.downloadStarts, planComponent, image.length, ...digests);
      timers.after(knobs.get().contactMs, offer);
    },
    next() {
      if (following >= image.length) return false;
      block = null;
      timers.after(knobs.get().contactMs, offer);
      return true;
    },
    read(start, length) {
      if (block === null || start < block.start || start >= block.end) return null;
      const bytes = image.slice(start, Math.min(block.end, start + length));
      if (knobs.get().corruptBytes) bytes[0] = (bytes[0] ?? 0) ^ 0xff;
      return bytes;
    },
  };
}
