import { createHash } from 'node:crypto';
import { latin1Text, toHex, viewOf } from '../bytes.ts';

/** One file of a script image. */
export interface LuadbFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const digestName = '.airm2m_all_crc#.bin';
const magic = '5aa55aa5';

/** The files of a LuaDB version 2 (luat-formats 1.4), or why it is none. */
export function readLuadb(bytes: Uint8Array): readonly LuadbFile[] | string {
  const head = readGroup(bytes, 0);
  if (head === null) return 'no LuaDB head';
  const count = head.values.get(4);
  if (count === undefined || count.length !== 2) return 'the head has no number of files';
  const files: LuadbFile[] = [];
  let at = head.end;
  for (let left = viewOf(count).getUint16(0, true); left > 0; left -= 1) {
    const group = readGroup(bytes, at);
    const name = group?.values.get(2);
    const size = group?.values.get(3);
    if (group === null || name === undefined || size?.length !== 4) return `no file at ${at}`;
    const end = group.end + viewOf(size).getUint32(0, true);
    if (end > bytes.length) return `${latin1Text(name)} ends behind the image`;
    const content = bytes.subarray(group.end, end);
    if (latin1Text(name) === digestName && toHex(content) !== md5(bytes.subarray(0, group.end)))
      return 'its MD5 differs';
    files.push({ name: latin1Text(name), bytes: content });
    at = end;
  }
  return files;
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** Records of tag, length and value up to the checksum; null when they are not a group. */
function readGroup(
  bytes: Uint8Array,
  start: number,
): { readonly values: ReadonlyMap<number, Uint8Array>; readonly end: number } | null {
  const values = new Map<number, Uint8Array>();
  for (let at = start; at + 2 <= bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const end = at + 2 + (bytes[at + 1] ?? 0);
    const value = bytes.slice(at + 2, end);
    if (at === start && (tag !== 1 || toHex(value) !== magic)) return null;
    if (tag === 0xfe) return isSum(bytes.subarray(start, at + 2), value) ? { values, end } : null;
    values.set(tag, value);
    at = end;
  }
  return null;
}

function isSum(group: Uint8Array, value: Uint8Array): boolean {
  const sum = group.reduce((total, byte) => total + byte, 0) & 0xffff;
  return value.length === 2 && viewOf(value).getUint16(0, true) === sum;
}
