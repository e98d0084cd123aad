import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { syntheticFirmware, syntheticImage } from '../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from '../../../test/support/syntheticImage.ts';
import type { Firmware, FirmwareImage } from '../firmware/image.ts';
import { applyDelta } from './applyDelta.ts';
import { type BuildOptions, buildDelta } from './buildDelta.ts';
import { inspectPackage } from './inspectPackage.ts';
import type { DeltaProgress } from './result.ts';
import { verifyDelta } from './verifyDelta.ts';

const boot = syntheticImage('bootloader', codeLikeBytes(4000, 1), 'ap_bootloader');
const oldAp = syntheticImage('ap', codeLikeBytes(70_000, 2));
const newAp = syntheticImage('ap', laterBuild(oldAp.bytes, 3), 'ap_project');
const oldCp = syntheticImage('cp', codeLikeBytes(40_000, 4), 'cp-demo-flash');
const newCp = syntheticImage('cp', laterBuild(oldCp.bytes, 5), 'cp-demo-flash');
const oldFirmware = syntheticFirmware([boot, oldAp, oldCp], 'AirM2M_780E_V1100_LTE_AT');
const newFirmware = syntheticFirmware([boot, newAp, newCp], 'AirM2M_780E_V1101_LTE_AT');
const at: BuildOptions = { format: 'ec618-at' };

async function errorOf(old: Firmware, next: Firmware, options: BuildOptions = at): Promise<AppError> {
  try {
    await buildDelta(old, next, options);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('a package was built');
}

const withImages = (images: readonly FirmwareImage[], more: Partial<Firmware> = {}): Firmware =>
  syntheticFirmware(images, null, more);

describe('buildDelta', () => {
  it('brings AP and CP to NEW, with the proof in the result', async () => {
    const result = await buildDelta(oldFirmware, newFirmware, at);
    expect(result.proof.images.map(({ name, newSha256 }) => ({ name, newSha256 }))).toEqual([
      { name: 'ap_project', newSha256: newAp.sha256 },
      { name: 'cp-demo-flash', newSha256: newCp.sha256 },
    ]);
    expect(result.proof.images.every((image) => image.ok && image.rebuiltSha256 === image.newSha256)).toBe(
      true,
    );
    expect(result.proof.checkedRules).toContain('blockRule');
    expect(result.covered).toEqual(['ap_project', 'cp-demo-flash']);
    expect(result.notCovered).toEqual([]);
    const rebuilt = applyDelta(oldFirmware, result.bytes);
    expect(rebuilt.format).toBe('ec618-at');
    expect(
      rebuilt.images.map((image) => Buffer.compare(image.bytes, (image.role === 'ap' ? newAp : newCp).bytes)),
    ).toEqual([0, 0]);
  });

  it('wraps the same par for AT that it writes bare', async () => {
    const wrapped = await buildDelta(oldFirmware, newFirmware, at);
    const bare = await buildDelta(oldFirmware, newFirmware, { format: 'ec618-par' });
    expect(Buffer.from(wrapped.bytes.subarray(0, 6)).toString('hex')).toBe('7e000000017d');
    expect(Buffer.compare(wrapped.bytes.subarray(10), bare.bytes)).toBe(0);
    expect(Buffer.from(bare.bytes.subarray(0, 8)).toString('hex')).toBe('ecdf204100000080');
  });

  it('carries only the images that changed', async () => {
    const result = await buildDelta(oldFirmware, syntheticFirmware([boot, oldAp, newCp]), at);
    expect(result.covered).toEqual(['cp-demo-flash']);
    expect(verifyDelta(oldFirmware, newFirmware, result.bytes)).toMatchObject({
      ok: false,
      notCovered: [{ role: 'ap', severity: 'error', reason: 'imageNotInPackage' }],
    });
  });

  it('keeps the smaller direction: an insertion favours reverse, a removal forward', async () => {
    const stretch = codeLikeBytes(900, 9);
    const grown = Uint8Array.from([...oldAp.bytes.slice(0, 500), ...stretch, ...oldAp.bytes.slice(500)]);
    const small = withImages([oldAp]);
    const large = withImages([syntheticImage('ap', grown)]);
    const directionOf = async (from: Firmware, to: Firmware) =>
      inspectPackage((await buildDelta(from, to, at)).bytes).images[0]?.header.direction;
    expect(await directionOf(small, large)).toBe('reverse');
    expect(await directionOf(large, small)).toBe('forward');
  });

  it('handles images of every size around a part, growing and shrinking', async () => {
    const sizes = [1, 32_767, 32_768, 32_769, 65_536, 70_000];
    for (const [index, from] of sizes.entries()) {
      const to = sizes[(index * 5 + 2) % sizes.length] ?? 1;
      const old = withImages([syntheticImage('cp', codeLikeBytes(from, 20))]);
      const next = withImages([syntheticImage('cp', codeLikeBytes(to, from === to ? 21 : 20))]);
      const { bytes } = await buildDelta(old, next, at);
      expect(verifyDelta(old, next, bytes).ok, `${from} to ${to}`).toBe(true);
    }
  });

  it('reports progress in bytes of NEW over both directions and the packing, then the proof', async () => {
    const seen: DeltaProgress[] = [];
    await buildDelta(oldFirmware, newFirmware, { ...at, onProgress: (progress) => seen.push(progress) });
    const newBytes = newAp.bytes.length + newCp.bytes.length;
    const total = 3 * newBytes;
    const building = seen.filter((progress) => progress.phase === 'build');
    expect(building[0]).toEqual({ phase: 'build', done: 0, total, unit: 'bytes' });
    expect(building.at(-1)?.done).toBe(total);
    expect(seen.at(-1)).toMatchObject({ phase: 'prove', done: newBytes });
  });

  it('stops between two parts when it is aborted', async () => {
    const abort = new AbortController();
    const onProgress = ({ done }: DeltaProgress): void => {
      if (done > 0) abort.abort();
    };
    const error = await errorOf(oldFirmware, newFirmware, { ...at, signal: abort.signal, onProgress });
    expect(error.code).toBe('delta.cancelled');
  });
});

describe('before anything is written', () => {
  it('refuses identical inputs', async () => {
    expect((await errorOf(oldFirmware, oldFirmware)).code).toBe('delta.identical');
  });

  it('refuses another chip on either side', async () => {
    const other = withImages(newFirmware.images, { chip: 'ec7xx' });
    expect((await errorOf(oldFirmware, other)).params).toMatchObject({ oldChip: 'ec618', newChip: 'ec7xx' });
    expect((await errorOf(other, newFirmware)).code).toBe('delta.mixedChips');
  });

  it('refuses swapped inputs when the versions prove it, unless that is wanted', async () => {
    expect((await errorOf(newFirmware, oldFirmware)).code).toBe('delta.swapped');
    const result = await buildDelta(newFirmware, oldFirmware, { ...at, allowOlder: true });
    expect(result.warnings.map((warning) => warning.code)).toEqual(['olderVersion']);
  });

  it('refuses the firmware of another model or variant', async () => {
    const other = syntheticFirmware(newFirmware.images, 'AirM2M_780E_V1101_LTE_LPAT');
    expect((await errorOf(oldFirmware, other)).code).toBe('delta.otherModel');
  });

  it('says that it could not compare versions that nobody knows', async () => {
    const result = await buildDelta(oldFirmware, withImages(newFirmware.images), at);
    expect(result.warnings.map((warning) => warning.code)).toEqual(['versionUnknown']);
  });

  it('refuses image sets that differ: added, removed, moved', async () => {
    const script = syntheticImage('script', Uint8Array.of(1));
    const added = await errorOf(oldFirmware, withImages([...newFirmware.images, script]));
    expect(added.params).toMatchObject({ image: 'script', reason: 'added' });
    const removed = await errorOf(oldFirmware, withImages([boot, newAp]));
    expect(removed.params).toMatchObject({ image: 'cp-demo-flash', reason: 'removed' });
    const moved = await errorOf(oldFirmware, withImages([boot, { ...newAp, address: 0x30000 }, newCp]));
    expect(moved.params).toMatchObject({ reason: 'moved', old: 0x24000, new: 0x30000 });
    expect([added, removed, moved].map((error) => error.code)).toEqual(
      Array(3).fill('delta.imageSetDiffers'),
    );
  });

  it('leaves a changed boot loader out with a warning', async () => {
    const newBoot = syntheticImage('bootloader', codeLikeBytes(4100, 7), 'ap_bootloader');
    const result = await buildDelta(oldFirmware, withImages([newBoot, newAp, newCp]), at);
    expect(result.notCovered).toMatchObject([{ name: 'ap_bootloader', severity: 'warning' }]);
    expect(result.warnings.map((warning) => warning.code)).toContain('bootloaderNotCovered');
    const onlyBoot = await errorOf(oldFirmware, withImages([newBoot, oldAp, oldCp]));
    expect(onlyBoot.params).toMatchObject({ image: 'ap_bootloader', carriedBy: 'wired-flash' });
  });

  it('refuses a changed script or file system and names what carries it', async () => {
    const scriptOf = (byte: number): FirmwareImage =>
      syntheticImage('script', Uint8Array.of(byte), 'script.bin');
    const script = await errorOf(withImages([oldAp, scriptOf(1)]), withImages([newAp, scriptOf(2)]));
    expect(script.code).toBe('delta.notCarried');
    expect(script.params).toMatchObject({ image: 'script.bin', format: 'ec618-at', carriedBy: 'luatos' });
    const filesOf = (byte: number): FirmwareImage => syntheticImage('filesystem', Uint8Array.of(byte));
    const files = await errorOf(withImages([oldAp, filesOf(1)]), withImages([newAp, filesOf(2)]));
    expect(files.params).toMatchObject({ role: 'filesystem', carriedBy: 'wired-flash' });
  });

  it('refuses an image larger than its zone or than the format can count', async () => {
    const zone = await errorOf(withImages([oldAp]), withImages([{ ...newAp, zoneSizeBytes: 100 }]));
    expect(zone.params).toMatchObject({ image: 'ap_project', zoneBytes: 100 });
    const huge = syntheticImage('ap', new Uint8Array(255 * 32_768 + 1));
    expect((await errorOf(withImages([oldAp]), withImages([huge]))).params).toMatchObject({ what: 'image' });
  });

  it('refuses a package above 480 KiB with both sizes', async () => {
    const noise = (seed: number): FirmwareImage => {
      let state = seed;
      const next = (): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 24;
      };
      return syntheticImage('ap', Uint8Array.from({ length: 500_000 }, next));
    };
    const error = await errorOf(withImages([noise(1)]), withImages([noise(2)]));
    expect(error.code).toBe('delta.tooLarge');
    expect(error.params).toMatchObject({ what: 'package', limitBytes: 491_520 });
    expect(error.params['sizeBytes']).toBeGreaterThan(491_520);
  }, 60_000);
});

describe('inspectPackage', () => {
  it('describes a package without its base', async () => {
    const { bytes } = await buildDelta(oldFirmware, newFirmware, at);
    const seen = inspectPackage(bytes);
    expect(seen).toMatchObject({ format: 'ec618-at', sizeBytes: bytes.length, hashOk: true, problem: null });
    expect(seen.par).toMatchObject({ toolVersion: '1.0', packageCount: 2, partBytes: 32_768 });
    expect(seen.images.map(({ header }) => [header.name, header.oldSha256, header.newSha256])).toEqual([
      ['EC618_AP.par', oldAp.sha256, newAp.sha256],
      ['EC618_CP.par', oldCp.sha256, newCp.sha256],
    ]);
    expect(seen.blockRule.ok).toBe(true);
    expect(seen.blockRule.largestBytes).toBeLessThanOrEqual(8173);
  });

  it('names files that are no package, and describes every cut of one', async () => {
    expect(() => inspectPackage(Uint8Array.of())).toThrow(
      expect.objectContaining({ code: 'delta.emptyPackage' }),
    );
    for (const [bytes, format] of [
      [Uint8Array.of(1), 'unknown'],
      [Buffer.concat([Uint8Array.of(0x16, 0x8c, 0xf1, 0xea), new Uint8Array(100)]), 'luatos-script'],
      [Uint8Array.of(0x50, 0x4b, 3, 4), 'archive'],
    ] as const) {
      expect(() => inspectPackage(bytes)).toThrow(
        expect.objectContaining({
          code: 'delta.unsupportedFormat',
          params: expect.objectContaining({ format }),
        }),
      );
    }
    const { bytes } = await buildDelta(withImages([oldCp]), withImages([newCp]), at);
    for (let size = 12; size < bytes.length; size += 37) {
      expect(inspectPackage(bytes.subarray(0, size)).problem, `${size} bytes`).not.toBeNull();
    }
  });
});
