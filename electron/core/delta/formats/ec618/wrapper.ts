/**
 * The download form of the AT firmware: `7E`, number of files, `7D` for a core, length, par; integers big-endian
 * (luat-formats 4.1).
 */
export function wrapForAt(par: Uint8Array): Uint8Array {
  const out = new Uint8Array(10 + par.length);
  const view = new DataView(out.buffer);
  view.setUint8(0, 0x7e);
  view.setUint32(1, 1);
  view.setUint8(5, 0x7d);
  view.setUint32(6, par.length);
  out.set(par, 10);
  return out;
}
