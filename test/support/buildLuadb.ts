import { createHash } from 'node:crypto';

/** Builds a LuaDB version 2 for tests and the demo firmware; written from luat-formats 1.4, not from the reader. */

export interface LuadbSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The script image: head, files in the given order, and the MD5 record unless `withDigest` is false. */
export function buildLuadb(files: readonly LuadbSource[], withDigest = true): Uint8Array {
  const count = files.length + (withDigest ? 1 : 0);
  const head = group([
    [0x02, u16(2)],
    [0x03, u32(0x18)],
    [0x04, u16(count)],
  ]);
  const parts: Uint8Array[] = [head];
  for (const file of files) parts.push(fileGroup(file.name, file.bytes.length), file.bytes);
  if (withDigest) {
    parts.push(fileGroup('.airm2m_all_crc#.bin', 16));
    parts.push(createHash('md5').update(Buffer.concat(parts)).digest());
  }
  return new Uint8Array(Buffer.concat(parts));
}

function fileGroup(name: string, sizeBytes: number): Uint8Array {
  return group([
    [0x02, new TextEncoder().encode(name)],
    [0x03, u32(sizeBytes)],
  ]);
}

function group(records: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const body = [0x01, 4, 0x5a, 0xa5, 0x5a, 0xa5];
  for (const [tag, value] of records) body.push(tag, value.length, ...value);
  body.push(0xfe, 2);
  const sum = body.reduce((total, byte) => total + byte, 0) & 0xffff;
  return Uint8Array.from([...body, sum & 0xff, sum >> 8]);
}

const u16 = (value: number): Uint8Array => Uint8Array.from([value & 0xff, value >> 8]);
const u32 = (value: number): Uint8Array =>
  Uint8Array.from([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24]);
