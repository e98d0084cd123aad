/** Writes the compressed images that an XT804 takes over the air (luat-formats 7). What comes out is proved by apply.ts. */
import { gzipSmallest } from './write/gzip.ts';
import { appType, at, headerBytes, headerFor, imageMagic, padToWord, scriptType } from './write/header.ts';

export interface FotaContent {
  readonly app: Uint8Array;
  readonly script: Uint8Array | null;
}

export interface SotaContent {
  readonly script: Uint8Array;
  readonly upgradeAddress: number;
}

/** `.fota`: the application, and behind it the script where there is one, under the application's header. */
export function writeFota({ app, script }: FotaContent): Uint8Array {
  const images = script === null ? [app] : [app, scriptImage(script)];
  const packed = padToWord(gzipSmallest(padToWord(joined(images))));
  return joined([headerFor(app, packed, { type: appType, zipped: true }), packed]);
}

/**
 * `.sota`: the script alone. Its header is placed at the script's own address, as the vendor's command line does; the wired
 * file names a place in RAM there.
 */
export function writeSota({ script, upgradeAddress }: SotaContent): Uint8Array {
  const image = scriptImage(script);
  const packed = padToWord(gzipSmallest(padToWord(image)));
  const headerAddress = new DataView(image.buffer).getUint32(at.runAddress, true);
  const edit = { type: scriptType, zipped: true, headerAddress, upgradeAddress };
  return joined([headerFor(image, packed, edit), packed]);
}

/** An image file for a bare LuaDB; `address` is where its zone begins. */
export function imageOfLuadb(luadb: Uint8Array, address: number): Uint8Array {
  const body = padToWord(luadb);
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  view.setUint32(at.magic, imageMagic, true);
  view.setUint32(at.runAddress, address, true);
  return joined([headerFor(header, body, { type: scriptType, headerAddress: address }), body]);
}

/** The script with type 2: after inflating, that is how the application finds it; wired files carry it as type 1. */
function scriptImage(image: Uint8Array): Uint8Array {
  const body = padToWord(image.subarray(headerBytes));
  return joined([headerFor(image, body, { type: scriptType }), body]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
