import { AppError } from '../../../shared/errors.ts';
import { type ByteReader, createByteReader } from './byteReader.ts';
import { damaged } from './damaged.ts';
import { md5Hex, sha256Hex } from './digest.ts';

/** Script image of LuatOS, version 2: TLV records, then per file a record group and its bytes (luat-formats 1.4). */

const magicRecord = [0x01, 0x04, 0x5a, 0xa5, 0x5a, 0xa5] as const;
const supportedVersion = 2;
const tagName = 0x02;
const tagSize = 0x03;
const tagCount = 0x04;
const tagSum = 0xfe;

/** The last file by convention: MD5 over everything before its data. */
const digestFileName = '.airm2m_all_crc#.bin';

export interface LuadbFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export interface Luadb {
  /** Without the digest record. */
  readonly files: readonly LuadbFile[];
  /** `missing` when no digest record is there: then nothing but the header sums protected the content. */
  readonly digest: 'ok' | 'missing';
  /** Bytes used; what follows is padding of the zone. */
  readonly sizeBytes: number;
}

/** True when the magic record of a LuaDB is in place. */
export function looksLikeLuadb(bytes: Uint8Array): boolean {
  return magicRecord.every((byte, i) => bytes[i] === byte);
}

/** Reads a LuaDB. Throws `firmware.damaged` for wrong sums, sizes, counts or MD5. */
export function readLuadb(bytes: Uint8Array): Luadb {
  const reader = createByteReader(bytes);
  const head = readGroup(reader, 0, 'luadb.head');
  const version = number(head, tagName, 'luadb.version', 0);
  if (version !== supportedVersion) {
    const check = 'luadb.version';
    throw damaged({ check, offset: 0, expected: supportedVersion, found: version });
  }
  const count = number(head, tagCount, 'luadb.count', 0);
  const files: LuadbFile[] = [];
  let digest: Luadb['digest'] = 'missing';
  let offset = head.end;
  for (let i = 0; i < count; i += 1) {
    const group = readGroup(reader, offset, `luadb.file:${i}`);
    const name = new TextDecoder().decode(record(group, tagName, 'luadb.name', offset));
    const sizeBytes = number(group, tagSize, `luadb.size:${name}`, offset);
    const data = reader.copy(group.end, sizeBytes, `luadb.size:${name}`);
    offset = group.end + sizeBytes;
    if (name === digestFileName) {
      checkDigest(bytes.subarray(0, group.end), data, group.end);
      digest = 'ok';
    } else files.push({ name, bytes: data, sha256: sha256Hex(data) });
  }
  return { files, digest, sizeBytes: offset };
}

/** A LuaDB, or what is wrong with it: for lists that go on without the script. */
export function tryReadLuadb(bytes: Uint8Array): { readonly luadb: Luadb } | { readonly error: AppError } {
  try {
    return { luadb: readLuadb(bytes) };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}

interface Group {
  readonly records: ReadonlyMap<number, Uint8Array>;
  readonly end: number;
}

/** A group ends with tag FE: the 16-bit sum of its bytes up to and including `FE 02`. */
function readGroup(reader: ByteReader, start: number, check: string): Group {
  const records = new Map<number, Uint8Array>();
  reader.need(start, magicRecord.length, check);
  if (!looksLikeLuadb(reader.bytes.subarray(start)))
    throw damaged({ check, offset: start, expected: 'LuaDB record', found: 'other bytes' });
  for (let at = start; ; ) {
    const tag = reader.u8(at, check);
    const value = reader.copy(at + 2, reader.u8(at + 1, check), check);
    records.set(tag, value);
    at += 2 + value.length;
    if (tag !== tagSum) continue;
    checkSum(reader.bytes.subarray(start, at - value.length), value, check, start);
    return { records, end: at };
  }
}

function checkSum(covered: Uint8Array, stored: Uint8Array, check: string, offset: number): void {
  const found = covered.reduce((sum, byte) => (sum + byte) & 0xffff, 0);
  const expected = littleEndian(stored);
  if (stored.length !== 2 || found !== expected)
    throw damaged({ check: `${check}.sum`, offset, expected, found });
}

function checkDigest(covered: Uint8Array, stored: Uint8Array, offset: number): void {
  const expected = Buffer.from(stored).toString('hex');
  const found = md5Hex(covered);
  if (expected !== found) throw damaged({ check: 'luadb.md5', offset, expected, found });
}

function record(group: Group, tag: number, check: string, offset: number): Uint8Array {
  const value = group.records.get(tag);
  if (value === undefined) throw damaged({ check, offset, expected: `record ${tag}`, found: 'none' });
  return value;
}

function number(group: Group, tag: number, check: string, offset: number): number {
  return littleEndian(record(group, tag, check, offset));
}

/** Up to four bytes; a longer record is as good as a number that fits nowhere. */
function littleEndian(value: Uint8Array): number {
  return value.reduceRight((sum, byte) => sum * 256 + byte, 0);
}
