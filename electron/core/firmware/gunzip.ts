import { gunzipSync } from 'node:zlib';
import { damaged } from './damaged.ts';

/** What to call a broken gzip stream, where it stands, and the most it may become. */
export interface GzipPlace {
  readonly check: string;
  readonly offset: number;
  readonly maxBytes: number;
}

/**
 * Unpacks gzip data, CRC and length checked; fill bytes behind it are left alone (luat-formats 7.2: rounded up to 4).
 * Throws `firmware.damaged` for a broken stream and for one that unpacks to more than `maxBytes`.
 */
export function gunzip(data: Uint8Array, { check, offset, maxBytes }: GzipPlace): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(data, { maxOutputLength: maxBytes }));
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw damaged({ check, offset, expected: `gzip data, at most ${maxBytes} bytes`, found }, cause);
  }
}
