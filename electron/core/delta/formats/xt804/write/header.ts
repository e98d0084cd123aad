import { xt804Crc } from './checksum.ts';

/** Places in the 64-byte image header (luat-formats 7.1). */
export const at = {
  magic: 0,
  attributes: 4,
  runAddress: 8,
  bodyBytes: 12,
  headerAddress: 16,
  upgradeAddress: 20,
  bodyCrc: 24,
  updateNumber: 28,
  nextHeader: 56,
  headerCrc: 60,
} as const;

export const headerBytes = 64;
export const imageMagic = 0xa0ffff9f;
export const zipBit = 1 << 16;
export const typeMask = 0xf;
/** Image types: the application, and the LuaDB of LuatOS. */
export const appType = 1;
export const scriptType = 2;

export interface HeaderEdit {
  readonly type?: number;
  readonly zipped?: boolean;
  readonly headerAddress?: number;
  readonly upgradeAddress?: number;
}

/**
 * A copy of `header` for `body`: length and both checksums are new, what `edit` names is changed, everything else (key and
 * signature bits, update number, version, next header) stays.
 */
export function headerFor(header: Uint8Array, body: Uint8Array, edit: HeaderEdit): Uint8Array {
  const out = header.slice(0, headerBytes);
  const view = new DataView(out.buffer);
  let attributes = view.getUint32(at.attributes, true);
  if (edit.type !== undefined) attributes = (attributes & ~typeMask) | edit.type;
  if (edit.zipped === true) attributes |= zipBit;
  view.setUint32(at.attributes, attributes, true);
  if (edit.headerAddress !== undefined) view.setUint32(at.headerAddress, edit.headerAddress, true);
  if (edit.upgradeAddress !== undefined) view.setUint32(at.upgradeAddress, edit.upgradeAddress, true);
  view.setUint32(at.bodyBytes, body.length, true);
  view.setUint32(at.bodyCrc, xt804Crc(body), true);
  view.setUint32(at.headerCrc, xt804Crc(out.subarray(0, at.headerCrc)), true);
  return out;
}

/** Zeros up to a multiple of four: the module's checksum unit eats words. */
export function padToWord(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array((bytes.length + 3) & ~3);
  out.set(bytes);
  return out;
}
