import { createHash } from 'node:crypto';
import { crc32, gzipSync } from 'node:zlib';
import { compress } from 'lzma1';

/** Builds small files of the vendors' formats for tests; written from luat-formats 3 to 8, not from the readers. */

const open = (bytes: Uint8Array): number => ~crc32(bytes) >>> 0;
const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    bytes.writeUInt32LE(value >>> 0, 4 * i);
  });
  return bytes;
}

/** One image of the XT804 family; `packed` puts the whole image into gzip behind a second head (7.2). */
export function buildXt804(type: number, body: Uint8Array, packed = false): Uint8Array {
  const plain = xt804Image(type, body, false);
  return packed ? xt804Image(type, fill4(gzipSync(plain)), true) : plain;
}

function fill4(bytes: Uint8Array): Uint8Array {
  return join(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
}

function xt804Image(type: number, body: Uint8Array, packed: boolean): Uint8Array {
  const head = Buffer.alloc(64);
  const start = 0x8010000 + 0x100000 * type;
  words(
    0xa0ffff9f,
    type | (packed ? 0x10000 : 0),
    start + 0x400,
    body.length,
    start,
    0x8010000,
    open(fill4(body)),
    1,
  ).copy(head);
  head.write('1.02.03', 32, 'latin1');
  head.writeUInt32LE(open(head.subarray(0, 60)), 60);
  return join(head, body);
}

/** A uImage, big-endian (6.1). */
export function buildUimage(content: Uint8Array, loadAddress = 0x60010040): Uint8Array {
  const head = Buffer.alloc(64);
  [0x27051956, 0, 1_700_000_000, content.length, loadAddress, loadAddress, crc32(content)].forEach(
    (value, i) => {
      head.writeUInt32BE(value, 4 * i);
    },
  );
  head.write('APP-1', 32, 'latin1');
  head.writeUInt32BE(crc32(head), 4);
  return join(head, content);
}

function arc(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1) === 1 ? (sum >>> 1) ^ 0xa001 : sum >>> 1;
  }
  return sum;
}

/** A PAC with the given files by id; one of them without content is an operation (6.1). */
export function buildPac(
  files: readonly { readonly id: string; readonly address: number; readonly bytes?: Uint8Array }[],
): Uint8Array {
  const bodies = files.map(({ bytes }) => bytes ?? new Uint8Array(0));
  let offset = 2124 + 2580 * files.length;
  const entries = files.map(({ id, address }, i) => {
    const entry = Buffer.alloc(2580);
    const sizeBytes = bodies[i]?.length ?? 0;
    entry.writeUInt32LE(2580, 0);
    entry.write(id, 4, 'utf16le');
    if (sizeBytes > 0) entry.write(`${id}.img`, 516, 'utf16le');
    words(sizeBytes, sizeBytes > 0 ? 1 : 0, 1, offset, 0, 1, address).copy(entry, 1540);
    offset += sizeBytes;
    return entry;
  });
  const rest = Buffer.concat([...entries, ...bodies]);
  const head = Buffer.alloc(2124);
  head.write('BP_R1.0.0', 0, 'utf16le');
  head.writeUInt32LE(2124 + rest.length, 48);
  head.write('UIX8910_MODEM', 52, 'utf16le');
  words(files.length, 2124).copy(head, 1076);
  head.writeUInt32LE(0xfffafffa, 2116);
  head.writeUInt16LE(arc(head.subarray(0, 2120)), 2120);
  head.writeUInt16LE(arc(rest), 2122);
  return join(head, rest);
}

/** One sector with one block, LZMA or stored as the vendor's tool stores it (3.2). */
export function buildLuatosSector(
  magic: number,
  data: Uint8Array,
  address: number,
  stored = false,
): Uint8Array {
  const packed = compress(data);
  const body = stored ? data : packed.subarray(13);
  const props = stored ? new Uint8Array(5) : packed.subarray(0, 5);
  const block = join(Uint8Array.of(5), props, words(body.length), body);
  return join(words(magic, block.length, data.length), md5(data), words(0x40000, address), block);
}

/** An update of sectors and, where given, a core delta (3.1). */
export function buildLuatosOta(
  magic: number,
  common: Uint8Array,
  sdk: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const head = Buffer.alloc(92);
  head.writeUInt32LE(magic, 0);
  words(common.length, sdk.length).copy(head, 52);
  md5(common).copy(head, 60);
  if (sdk.length > 0) md5(sdk).copy(head, 76);
  head.writeUInt32LE(open(head.subarray(8)), 4);
  return join(head, common, sdk);
}

/** Head and table of a core delta of EC618 with two parts; what is in the parts is filler (5.1 to 5.3). */
export function buildEc618Par(filler: Uint8Array): Uint8Array {
  const payload = join(
    Buffer.from('BPHD'),
    words(2, 40_000),
    Buffer.from('NorO'),
    words(20, filler.length - 20),
    filler,
  );
  return buildPar([0x00000020, 0x80000000], 0x02007040, payload, 'EC618_AP.par');
}

/** The same for EC7xx with one group (5.4). */
export function buildEc7xxPar(filler: Uint8Array): Uint8Array {
  const head = Buffer.concat([Buffer.from([0xec, 0x50, 0x53, 0x48, 0, 0, 1, 0]), words(9, 9, 9, 9)]);
  const payload = join(head, words(36 << 8, filler.length << 8, 0x18000), filler);
  return buildPar([0x00000045, 0x80000010], 0x01007060, payload, 'EC718P_CP.par');
}

function buildPar(
  [tool, segment]: readonly [number, number],
  word: number,
  payload: Uint8Array,
  name: string,
): Uint8Array {
  const label = Buffer.alloc(20);
  label.writeUInt16LE(0x1400, 0);
  label.write(name, 2, 'latin1');
  const head = join(
    words(word, 112 + payload.length, 0, 0x24000, 40_000, 40_000),
    sha256(Buffer.from('old')),
    Uint8Array.of(3, 36, 0, 0),
    sha256(Buffer.from('new')),
    label,
  );
  const file = Buffer.concat([Buffer.alloc(44), Buffer.alloc(40, 0xff), head, payload]);
  file.set([0xec, 0xdf, tool, 0x40], 0);
  file.writeUInt32LE(segment, 4);
  file.writeUInt32LE(file.length, 8);
  sha256(file).copy(file, 12);
  return new Uint8Array(file);
}

/** The AT wrapper: `core` and `application` sections (4). */
export function buildWrapper(core: Uint8Array, application?: Uint8Array): Uint8Array {
  const section = (tag: number, bytes: Uint8Array): Uint8Array => {
    const head = Buffer.alloc(5);
    head[0] = tag;
    head.writeUInt32BE(bytes.length, 1);
    return join(head, bytes);
  };
  const sections = [section(0x7d, core), ...(application === undefined ? [] : [section(0x7c, application)])];
  return join(Uint8Array.of(0x7e, 0, 0, 0, sections.length), ...sections);
}

/** A delta of the 8910 with one flash bulk of one block and one running-NV entry (6.2). */
export function buildRdaota(block: Uint8Array): Uint8Array {
  const bundle = compress(join(words(1, 0x10000, 0, 1, 0, block.length, 0), block));
  const names = Buffer.from('V1.0V1.1');
  const file = Buffer.from('/modemnvm/rf_nv.bin\0');
  const nv = join(words(3, file.length), file, words(100, 1));
  const flashBytes = 4 + 4 + 12 + 4 + 8;
  const at = 36 + names.length + flashBytes + nv.length;
  const flash = join(words(0), Buffer.from('SFL1'), words(0x10000, block.length, 7, 1, bundle.length, at));
  const tail = join(words(at, 0x10000, 2, 2, 4), names, flash, nv, bundle);
  const crc = ~crc32(tail, 0xffffffff) >>> 0;
  return join(Buffer.from('RDAOTA02'), words(tail.length + 16, crc), tail);
}

function cms(bytes: Uint8Array): number {
  let sum = 0xffff;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      sum = ((sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x8005) & 0xffff;
  }
  return sum;
}

/** A script for Air8101 in units of 32 bytes (8). */
export function buildScriptBlob(script: Uint8Array): Uint8Array {
  const padded = join(script, Buffer.alloc((32 - (script.length % 32)) % 32, 0xff));
  const units: Uint8Array[] = [];
  for (let at = 0; at < padded.length; at += 32) {
    const unit = padded.subarray(at, at + 32);
    const sum = cms(unit);
    units.push(unit, Uint8Array.of(sum >> 8, sum & 0xff));
  }
  const body = Buffer.concat(units);
  return join(Buffer.alloc(1024, 0xff), Buffer.from('TAUL'), words(body.length), body);
}

/** The older script package of Air8101 (8). */
export function buildLfta(script: Uint8Array): Uint8Array {
  const packed = gzipSync(script);
  const head = Buffer.alloc(256);
  head.write('LFTA', 0, 'latin1');
  words(packed.length, crc32(packed)).copy(head, 24);
  return join(head, packed);
}
