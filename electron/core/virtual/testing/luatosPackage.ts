import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { compress } from 'lzma1';
import { buildLuadb } from '../../../../test/support/buildLuadb.ts';

/** Writes script images and update files by luat-formats 1.4, 3.1 and 3.2; shares nothing with virtual/luatos. */

/** A script image whose `main.lua` sets PROJECT and VERSION and has so many bytes of text behind them. */
export function buildScript(project: string, version: string, extraBytes = 2000): Uint8Array {
  const lines = [`PROJECT = "${project}"`, `VERSION = "${version}"`, 'PRODUCT_KEY = "x"', '-- '];
  const filler = Array.from({ length: Math.ceil(extraBytes / 20) }, (_, at) => `local v${at} = ${at * 7919}`);
  const source = [...lines, ...filler].join('\n');
  return buildLuadb([{ name: 'main.lua', bytes: new TextEncoder().encode(source) }]);
}

export interface OtaOptions {
  readonly script: Uint8Array;
  readonly magic?: number;
  readonly address?: number;
  readonly blockBytes?: number;
  /** Blocks go in as they are, with five zeros for their properties. */
  readonly stored?: boolean;
  readonly delta?: Uint8Array;
}

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, at * 4);
  return bytes;
}

export function buildOtaFile(options: OtaOptions): Uint8Array {
  const { script, magic = 0xeaf18c16, address = 0x2cc000, blockBytes = 0x40000, delta } = options;
  const blocks: Buffer[] = [];
  for (let at = 0; at < script.length; at += blockBytes)
    blocks.push(packBlock(script.subarray(at, at + blockBytes), options.stored === true));
  const packed = Buffer.concat(blocks);
  const sector = Buffer.concat([
    u32(magic, packed.length, script.length),
    md5(script),
    u32(blockBytes, address),
    packed,
  ]);
  const sdk = delta ?? new Uint8Array();
  const body = Buffer.concat([
    Buffer.alloc(44),
    u32(sector.length, sdk.length),
    md5(sector),
    sdk.length === 0 ? Buffer.alloc(16) : md5(sdk),
  ]);
  return new Uint8Array(Buffer.concat([u32(magic, ~crc32(body)), body, sector, sdk]));
}

/** The library's stream is LZMA-alone: five bytes of properties, eight of length, data. */
function packBlock(plain: Uint8Array, stored: boolean): Buffer {
  const alone = stored ? null : compress(plain);
  const properties = alone === null ? Buffer.alloc(5) : alone.subarray(0, 5);
  const data = alone === null ? plain : alone.subarray(13);
  return Buffer.concat([Uint8Array.of(5), properties, u32(data.length), data]);
}
