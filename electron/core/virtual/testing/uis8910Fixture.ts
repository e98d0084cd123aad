import { crc32 } from 'node:zlib';
import { compress } from 'lzma1';
import { join, noise, padded, u32, u32be, withText } from './bytes.ts';

/** A synthetic firmware pair of UIS8910 and a tiny writer of PAC, pack and wrapper (luat-formats 6, 4.2). */

export const oldUis8910Version = 'AirM2M_720U_V1007_LTE_AT';
export const newUis8910Version = 'AirM2M_720U_V1008_LTE_AT';
const blockBytes = 0x10000;
const base = 0x10000;

/** A U-Boot head of 64 bytes, of which only mark and length matter here. */
function uimage(content: Uint8Array): Uint8Array {
  return join(u32be(0x27051956, 0, 0, content.length), new Uint8Array(48), content);
}

const content = noise(31, 150_000);
const insertAt = 90_000;
const inserted = noise(32, 400);
export const oldUis8910Ap = uimage(withText(content, 512, oldUis8910Version));
const newContent = withText(content, 512, newUis8910Version);
export const newUis8910Ap = uimage(
  join(newContent.subarray(0, insertAt), inserted, newContent.subarray(insertAt)),
);
export const oldScript = noise(33, 3000);
export const newScript = noise(34, 70_000);

function wide(text: string, units: number): Uint8Array {
  const bytes = Buffer.alloc(units * 2);
  bytes.write(text, 'utf16le');
  return bytes;
}

/** CRC-16 with the reflected polynomial A001, start 0, by table. */
function crc16(bytes: Uint8Array): number {
  const table = Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1;
    return value;
  });
  return bytes.reduce((crc, byte) => (crc >> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0), 0);
}

interface PacEntry {
  readonly id: string;
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** A PAC whose two checksums are right. */
export function makePac(entries: readonly PacEntry[]): Uint8Array {
  let offset = 2124 + 2580 * entries.length;
  const table = entries.map(({ id, address, bytes }) => {
    const row = join(
      u32(2580),
      wide(id, 256),
      wide(`${id}.img`, 256),
      wide('', 256),
      u32(bytes.length, 1, 1, offset, 0, 1, address, 0, 0, 0, 0),
    );
    offset += bytes.length;
    return join(row, new Uint8Array(2580 - row.length));
  });
  const body = join(...table, ...entries.map(({ bytes }) => bytes));
  const head = Buffer.concat([
    wide('BP_R1.0.0', 24),
    u32(2124 + body.length),
    wide('UIX8910_MODEM', 256),
    wide('8910 MODULE', 256),
    u32(entries.length, 2124),
    Buffer.alloc(2116 - 1084),
    u32(0xfffafffa, 0),
  ]);
  head.writeUInt16LE(crc16(head.subarray(0, 2120)), 2120);
  head.writeUInt16LE(crc16(body), 2122);
  return join(head, body);
}

export function uis8910Pac(ap: Uint8Array, script: Uint8Array | null = null): Uint8Array {
  return makePac([
    { id: 'FDL2', address: 0x81_0000, bytes: noise(35, 500) },
    { id: 'BOOTLOADER', address: 0x6000_0000, bytes: noise(36, 2000) },
    { id: 'AP', address: 0x6001_0000, bytes: ap },
    ...(script ? [{ id: 'LUA', address: 0x6023_0000, bytes: script }] : []),
    { id: 'PS', address: 0x6056_0000, bytes: noise(37, 4000) },
  ]);
}

/** CRC-32 that starts with 0 and is not inverted. */
function packCrc(bytes: Uint8Array): number {
  return (crc32(bytes, 0xffff_ffff) ^ 0xffff_ffff) >>> 0;
}

interface Block {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly pieces: readonly {
    readonly from: number;
    readonly diff: Uint8Array;
    readonly extra: Uint8Array;
  }[];
}

/** Blocks from the last to the first, because the new image is longer: so every old byte is read before it is overwritten. */
function makeBlocks(old: Uint8Array, fresh: Uint8Array): readonly Block[] {
  const source = (index: number): number => (index < 64 + insertAt ? index : index - inserted.length);
  const count = Math.ceil(fresh.length / blockBytes);
  return Array.from({ length: count }, (_, step) => {
    const at = (count - 1 - step) * blockBytes;
    const bytes = fresh.subarray(at, at + blockBytes);
    const from = Math.max(0, source(at));
    const diff = bytes.map((byte, index) => byte - (old[from + index] ?? 0));
    const half = diff.length >> 1;
    // Two pieces, the second wholly new, so that both kinds of bytes are there.
    return {
      at,
      bytes,
      pieces: [{ from: base + from, diff: diff.subarray(0, half), extra: bytes.subarray(half) }],
    };
  });
}

function makeBundle(blocks: readonly Block[]): Uint8Array {
  const shapes = blocks.map((block) =>
    join(
      u32(base + block.at, packCrc(block.bytes), block.pieces.length),
      ...block.pieces.map(({ from, diff, extra }) => u32(from, diff.length, extra.length)),
    ),
  );
  const pieces = blocks.flatMap((block) => block.pieces);
  const bytes = [...pieces.map(({ diff }) => diff), ...pieces.map(({ extra }) => extra)];
  return new Uint8Array(compress(join(u32(blocks.length), ...shapes, ...bytes), 1));
}

/** A pack with one flash entry and one entry of the settings, as the vendor's packs have them. */
export function makePack(old: Uint8Array, fresh: Uint8Array | null): Uint8Array {
  const settings = join(u32(3, 20), padded('/modemnvm/rf_nv.bin', 20), u32(22_528, 0x1234));
  const blocks = fresh ? makeBlocks(old, fresh) : [];
  const bundle = fresh ? makeBundle(blocks) : new Uint8Array();
  const flashEntryBytes = fresh ? 32 : 0;
  const headBytes = 36 + 8 + flashEntryBytes + settings.length;
  const flashEntry = fresh
    ? join(u32(0), padded('SFL1', 4), u32(base, old.length, packCrc(old), 1, bundle.length, headBytes))
    : new Uint8Array();
  const rest = join(
    u32(headBytes, fresh ? blockBytes : 0, fresh ? 2 : 1, blocks.length, 4),
    padded('V1.0', 4),
    padded('V1.1', 4),
    flashEntry,
    settings,
    bundle,
  );
  return join(padded('RDAOTA02', 8), u32(16 + rest.length, packCrc(rest)), rest);
}

/** `7E`, then the core as `7D` and the script as `7C`. */
export function wrapSections(core: Uint8Array | null, script: Uint8Array | null): Uint8Array {
  const sections = [
    ...(core ? [join(Uint8Array.of(0x7d), u32be(core.length), core)] : []),
    ...(script ? [join(Uint8Array.of(0x7c), u32be(script.length), script)] : []),
  ];
  return join(Uint8Array.of(0x7e), u32be(sections.length), ...sections);
}

export const oldUis8910Pac = uis8910Pac(oldUis8910Ap);
export const uis8910Pack = makePack(oldUis8910Ap, newUis8910Ap);
export const uis8910Package = wrapSections(uis8910Pack, null);
