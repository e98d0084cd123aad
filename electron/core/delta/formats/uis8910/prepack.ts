/** What a PREPACK image holds: an old-style binary cpio, words little-endian. */
const headBytes = 26;
const magic = 0o70707;

/** Whether two cpio archives hold the same files; each build writes other times into them. False for what is none. */
export function sameFiles(a: Uint8Array, b: Uint8Array): boolean {
  const left = filesOf(a);
  const right = filesOf(b);
  if (left === null || right === null || left.length !== right.length) return false;
  return left.every((file, index) => Buffer.compare(file, right[index] ?? new Uint8Array(0)) === 0);
}

/** Name and bytes of each file; null for damaged archives. */
function filesOf(archive: Uint8Array): Uint8Array[] | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: Uint8Array[] = [];
  for (let at = 0; at + headBytes <= archive.length; ) {
    if (view.getUint16(at, true) !== magic) return null;
    const nameBytes = view.getUint16(at + 20, true);
    const fileBytes = view.getUint16(at + 22, true) * 0x10000 + view.getUint16(at + 24, true);
    const end = at + headBytes + even(nameBytes) + even(fileBytes);
    if (end > archive.length) return null;
    const file = archive.subarray(at + headBytes, end);
    files.push(file);
    at = end;
    if (Buffer.from(file.subarray(0, 10)).toString('latin1') === 'TRAILER!!!') return files;
  }
  return null;
}

const even = (bytes: number): number => bytes + (bytes & 1);
