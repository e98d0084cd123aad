import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../test/support/appError.ts';
import { buildLuadb } from '../../../../test/support/buildLuadb.ts';
import {
  buildEc618Par,
  buildLfta,
  buildLuatosOta,
  buildLuatosSector,
  buildRdaota,
  buildWrapper,
  buildXt804,
} from '../../../../test/support/buildVendorFiles.ts';
import { filler } from '../../../../test/support/tinyFirmware.ts';
import { createByteReader } from '../byteReader.ts';
import { crc32Open } from '../checksums.ts';
import { inspectFile } from '../inspectFile.ts';
import { createUnpackBudget } from '../unpackBudget.ts';
import { readRdaBundle } from './rdaBundle.ts';

const magic = 0xeac37218;

async function checkOf(bytes: Uint8Array): Promise<unknown> {
  const { code, params } = await refusalOf(() => inspectFile(bytes, 'x'));
  expect(code).toBe('firmware.damaged');
  return params['check'];
}

function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

describe('a package that promises too much', () => {
  const sector = buildLuatosSector(magic, filler(1, 200), 0x24d000);
  const inOta = (change: (sector: Uint8Array) => Uint8Array) => buildLuatosOta(magic, change(sector));

  it('is refused for lengths of a sector beyond any flash, before anything is reserved', async () => {
    expect(await checkOf(inOta((bytes) => patched(bytes, 8, 0xffffffff)))).toBe('luatosOta.dataLength');
    expect(await checkOf(inOta((bytes) => patched(bytes, 4, 0x7fffffff)))).toBe('luatosOta.sectorLength');
    expect(await checkOf(inOta((bytes) => patched(bytes, 28, 1)))).toBe('luatosOta.blockLength');
    expect(await checkOf(inOta((bytes) => patched(bytes, 42, 0xffffffff)))).toBe('luatosOta.block');
  });

  it('is refused for a dictionary of 4 GiB only by its content, never by memory', async () => {
    const wide = inOta((bytes) => patched(bytes, 38, 0xffffffff));
    const { parts } = await inspectFile(wide, 'x');
    expect(parts[0]?.sizeBytes).toBe(200);
  });

  it('is refused when gzip unpacks to more than any flash holds', async () => {
    const bomb = new Uint8Array(17 * 1024 * 1024);
    expect(await checkOf(buildLfta(bomb))).toBe('lfta.gzip');
    expect(await checkOf(packedXt804(gzipSync(bomb)))).toBe('xt804.gzip');
  });

  it('of LFTA is described when something lies behind it, and the place is said', async () => {
    const whole = buildLfta(buildLuadb([]));
    const whatIsBehind = async (bytes: Uint8Array) =>
      (await inspectFile(bytes, 'x')).checks.find(({ name }) => name === 'lfta.end');
    expect(await whatIsBehind(whole)).toEqual({ name: 'lfta.end', ok: true, detail: '' });
    const place = `0x${whole.length.toString(16)}`;
    expect(await whatIsBehind(Uint8Array.from([...whole, 0]))).toEqual({
      name: 'lfta.end',
      ok: false,
      detail: `0 bytes, 1 at ${place}`,
    });
  });

  it('is refused when a packed image holds a packed image', async () => {
    const inner = buildXt804(1, filler(1, 40), true);
    expect(await checkOf(packedXt804(gzipSync(inner)))).toBe('xt804.nested');
  });

  it('is refused when many bundles together unpack to more than the file may', () => {
    const reader = createByteReader(buildRdaota(filler(1, 600)));
    // Behind head (36), names (8), type, SFL1, base, old size, CRC and count: size and place of the only bundle.
    const [size, offset] = [reader.u32(68, 'test'), reader.u32(72, 'test')];
    const budget = createUnpackBudget(1000);
    readRdaBundle(reader, offset, size, budget);
    expect(() => readRdaBundle(reader, offset, size, budget)).toThrow('at most 1000 bytes in all');
  });

  it('is refused for counts and places outside of the file', async () => {
    const wrapper = buildWrapper(buildEc618Par(filler(1, 60)));
    const count = wrapper.slice();
    count[4] = 2;
    expect(await checkOf(count)).toBe('wrapper.length');
    const long = wrapper.slice();
    long[6] = 0x7f;
    expect(await checkOf(long)).toBe('wrapper.length');
  });
});

/** Head of a packed image around any gzip data. */
function packedXt804(packed: Uint8Array): Uint8Array {
  const body = Buffer.concat([packed, new Uint8Array((4 - (packed.length % 4)) % 4)]);
  const image = Buffer.from(Buffer.concat([buildXt804(1, body.subarray(0, 4)).subarray(0, 64), body]));
  image.writeUInt32LE(0x10001, 4);
  image.writeUInt32LE(body.length, 12);
  image.writeUInt32LE(crc32Open(body), 24);
  image.writeUInt32LE(crc32Open(image.subarray(0, 60)), 60);
  return new Uint8Array(image);
}
