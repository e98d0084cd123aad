import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { corpusBytes, hasCorpus } from '../../../../test/support/corpus.ts';
import { buildOtaFile, buildScript } from '../testing/luatosPackage.ts';
import { checkOtaFile, OtaRefused, type OtaTarget, unpackScript } from './otaFile.ts';
import { readScript } from './script.ts';

const target: OtaTarget = { magic: 0xeaf18c16, scriptAddress: 0x2cc000, zoneBytes: 400_000 };
const script = buildScript('demo', '1.0.1', 6000);

const unpack = (file: Uint8Array, to = target): Uint8Array => unpackScript(checkOtaFile(file, to), to);

function refusal(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof OtaRefused) return error.reason;
    throw error;
  }
}

/** The file with one byte changed. */
function flipped(file: Uint8Array, at: number): Uint8Array {
  const copy = file.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** The file with another unpacked length in its sector, and MD5 and CRC put right. */
function withPlainLength(file: Uint8Array, plainBytes: number): Uint8Array {
  const copy = Buffer.from(file);
  copy.writeUInt32LE(plainBytes, 100);
  createHash('md5').update(copy.subarray(92)).digest().copy(copy, 60);
  copy.writeUInt32LE(~crc32(copy.subarray(8, 92)) >>> 0, 4);
  return new Uint8Array(copy);
}

describe('an update file', () => {
  test('gives the script back, whatever its blocks look like', () => {
    for (const options of [{}, { blockBytes: 1000 }, { stored: true, blockBytes: 4096 }])
      expect(Buffer.from(unpack(buildOtaFile({ script, ...options }))).equals(Buffer.from(script))).toBe(
        true,
      );
  });

  test('is refused when any byte of it differs', () => {
    const file = buildOtaFile({ script });
    for (let at = 0; at < file.length; at += 1)
      expect(
        refusal(() => unpack(flipped(file, at))),
        `byte ${at}`,
      ).toMatch(/format|damaged/);
  });

  test('is refused at every length but its own', () => {
    const file = buildOtaFile({ script: script.subarray(0, 300) });
    for (let size = 0; size < file.length; size += 1)
      expect(refusal(() => unpack(file.subarray(0, size)))).toBe('format');
    expect(refusal(() => unpack(Uint8Array.from([...file, 0])))).toBe('format');
  });

  test('is refused for another chip, address, zone or with a core delta', () => {
    expect(refusal(() => unpack(buildOtaFile({ script, magic: 0xeac37218 })))).toBe('format');
    expect(refusal(() => unpack(buildOtaFile({ script, address: 0x2b1000 })))).toBe('address');
    expect(refusal(() => unpack(buildOtaFile({ script }), { ...target, zoneBytes: 1000 }))).toBe('tooLarge');
    expect(refusal(() => unpack(buildOtaFile({ script, delta: new Uint8Array(9) })))).toBe('coreDelta');
  });

  test('is refused where packed and unpacked length are the same, as boot loaders refuse it', () => {
    const file = buildOtaFile({ script });
    const packedBytes = new DataView(file.buffer).getUint32(96, true);
    expect(refusal(() => unpack(withPlainLength(file, packedBytes)))).toBe('format');
    expect(refusal(() => unpack(withPlainLength(file, 0)))).toBe('format');
    expect(refusal(() => unpack(withPlainLength(file, script.length)))).toBeUndefined();
  });
});

describe.skipIf(!hasCorpus)('real update files [needs corpus]', () => {
  test('of an EC618 demo unpack to the script that they carry', () => {
    const plain = unpack(corpusBytes('luat/ota_script/Air780E_EC618_fota_uart.bin'));
    expect(plain.length).toBe(2839);
    expect(readScript(plain)).toEqual({ project: 'gpiodemo', version: '1.0.1' });
  });

  test('of an EC7xx demo too, at their own address', () => {
    const file = corpusBytes('luat/ota_script/Air780EPM_fota_uart.bin');
    const plain = unpack(file, { magic: 0xeac37218, scriptAddress: 0x2b1000, zoneBytes: 400_000 });
    expect(typeof readScript(plain)).toBe('object');
  });
});
