/** What the module downloads: `7E`, number of sections, then kind, length and bytes of each; integers big-endian (luat-formats 4.2). */
export function wrapSections(core: Uint8Array | null, script: Uint8Array | null): Uint8Array {
  const sections = [
    ...(core === null ? [] : [{ kind: 0x7d, bytes: core }]),
    ...(script === null ? [] : [{ kind: 0x7c, bytes: script }]),
  ];
  const out = new Uint8Array(5 + sections.reduce((sum, { bytes }) => sum + 5 + bytes.length, 0));
  const view = new DataView(out.buffer);
  view.setUint8(0, 0x7e);
  view.setUint32(1, sections.length);
  let at = 5;
  for (const { kind, bytes } of sections) {
    view.setUint8(at, kind);
    view.setUint32(at + 1, bytes.length);
    out.set(bytes, at + 5);
    at += 5 + bytes.length;
  }
  return out;
}
