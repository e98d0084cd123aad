import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { buildCmarImage, type CmarPlan } from '../../../../../test/support/buildCmarImage.ts';
import {
  cmarPair,
  cmarPlan,
  ec718Firmware,
  ec718Image,
  grownRaw,
} from '../../../../../test/support/ec7xxPairs.ts';
import { codeLikeBytes, laterBuild } from '../../../../../test/support/syntheticImage.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import type { DeltaProgress } from '../../result.ts';
import { applyEc7xx } from './apply.ts';
import { ec7xx, ec7xxAt } from './format.ts';
import type { Ec7xxOptions } from './plan.ts';
import { judgeMode } from './write.ts';

const { old: oldCp, fresh: newCp } = cmarPair();
const oldAp = codeLikeBytes(30_000, 81);
const boot = ec718Image('bootloader', codeLikeBytes(3000, 80), 'ap_bootloader');
const old = ec718Firmware([boot, ec718Image('ap', oldAp), ec718Image('cp', oldCp)]);
const fresh = ec718Firmware([boot, ec718Image('ap', laterBuild(oldAp, 82)), ec718Image('cp', newCp)]);

async function build(from: Firmware, to: Firmware, options: Ec7xxOptions = {}): Promise<Uint8Array> {
  const plan = ec7xx.plan(from, to, options);
  const bytes = await ec7xx.write(plan, { onProgress: () => {} });
  ec7xx.prove(from, plan, bytes);
  return bytes;
}

const cpOnly = (bytes: Uint8Array): Firmware => ec718Firmware([ec718Image('cp', bytes)]);
const codes = (from: Firmware, to: Firmware, options: Ec7xxOptions = {}): string[] =>
  ec7xx.plan(from, to, options).warnings.map((warning) => warning.code);

describe('the EC7xx format', () => {
  it('brings AP and CP to NEW, sections unpacked, and says what cannot be proved', async () => {
    const plan = ec7xx.plan(old, fresh, {});
    expect(plan.covered.map(({ role }) => role)).toEqual(['ap', 'cp']);
    const bytes = await ec7xx.write(plan, { onProgress: () => {} });
    const proof = ec7xx.prove(old, plan, bytes);
    expect(proof.images.map((image) => image.ok)).toEqual([true, true]);
    expect(proof.checkedRules).toContain('recompressionNotProvable');
    const { images } = applyEc7xx(old.images, bytes, fresh.images);
    expect(images.map(({ role, mode }) => [role, mode])).toEqual([
      ['ap', 'raw'],
      ['cp', 'sections'],
    ]);
  });

  it('always warns that it is experimental, and of re-compression only where sections travel', () => {
    const always = ['versionUnknown', 'experimental', 'tryOneModuleFirst'];
    expect(codes(old, fresh)).toEqual([...always, 'recompressionNotProvable']);
    expect(codes(old, fresh, { rawOnly: true })).toEqual(always);
  });

  it('wraps for AT what it writes bare', async () => {
    const plan = ec7xxAt.plan(old, fresh, {});
    const bytes = await ec7xxAt.write(plan, { onProgress: () => {} });
    expect(Buffer.compare(bytes.subarray(10), await build(old, fresh))).toBe(0);
    expect(Buffer.from(bytes.subarray(0, 6)).toString('hex')).toBe('7e000000017d');
    expect(ec7xxAt.prove(old, plan, bytes).images.length).toBe(2);
    expect(() => ec7xx.prove(old, ec7xx.plan(old, fresh, {}), bytes)).toThrow(
      expect.objectContaining({ code: 'delta.proofFailed' }),
    );
  });

  it('writes the head that the tool 2.5 writes', async () => {
    const bytes = await build(old, fresh);
    expect(Buffer.from(bytes.subarray(0, 8)).toString('hex')).toBe('ecdf454110000080');
    expect(Buffer.from(bytes.subarray(84 + 94, 84 + 112)).toString('latin1')).toBe(
      'EC718P_AP.par'.padEnd(18, '\0'),
    );
  });

  it('writes the same bytes for the same inputs', async () => {
    expect(Buffer.compare(await build(old, fresh), await build(old, fresh))).toBe(0);
  });

  it('sends raw what it is told to send raw', async () => {
    const bytes = await build(cpOnly(oldCp), cpOnly(newCp), { rawOnly: true });
    expect(applyEc7xx(cpOnly(oldCp).images, bytes).images[0]?.mode).toBe('raw');
    expect((await build(cpOnly(oldCp), cpOnly(newCp))).length).toBeLessThan(bytes.length);
  });

  it('reports progress up to the end and stops between two segments', async () => {
    const seen: DeltaProgress[] = [];
    const plan = ec7xx.plan(old, fresh, {});
    await ec7xx.write(plan, { onProgress: (progress) => seen.push(progress) });
    expect(seen[0]?.done).toBe(0);
    expect(seen.at(-1)?.done).toBe(3 * plan.workBytes);
    const abort = new AbortController();
    const onProgress = ({ done }: DeltaProgress): void => {
      if (done > 0) abort.abort();
    };
    const error = await appErrorOf(() => ec7xx.write(plan, { signal: abort.signal, onProgress }));
    expect(error.code).toBe('delta.cancelled');
  });

  it('finds a proof failed when the package brings something else', async () => {
    const bytes = await build(old, fresh);
    const other = ec718Firmware(fresh.images.map((image) => ({ ...image, sha256: '0'.repeat(64) })));
    const error = await appErrorOf(() => ec7xx.prove(old, ec7xx.plan(old, other, {}), bytes));
    expect(error.code).toBe('delta.proofFailed');
    const damaged = bytes.slice();
    damaged[500] = (damaged[500] ?? 0) ^ 1;
    const found = await appErrorOf(() => ec7xx.prove(old, ec7xx.plan(old, fresh, {}), damaged));
    expect(found.params).toMatchObject({ reason: 'delta.damagedPackage', check: 'parHash' });
  });
});

describe('sections or raw', () => {
  /** A short raw part, which is not what these cases are about. */
  const plan = (build: 'old' | 'new'): CmarPlan => {
    const whole = cmarPlan(build);
    return { ...whole, raw: whole.raw.slice(0, 20_000) };
  };
  const oldImage = buildCmarImage(plan('old'));

  const cases: [string, Partial<CmarPlan>, ((image: Buffer) => void)?][] = [
    ['sections', {}],
    ['noSections', {}, (image) => image.write('CMAX', image.length - 4)],
    ['table', {}, (image) => image.writeUInt32LE(0, 0x20000)],
    ['table', {}, (image) => image.writeUInt32LE(0xffff0000, image.length - 8)],
    ['sectionPlace', {}, (image) => image.writeUInt32LE(0x7fffffff, 0x20000 + 12)],
    ['sectionDigest', {}, (image) => image.writeUInt8((image[0x20000 + 32] ?? 0) ^ 1, 0x20000 + 32)],
    ['sectionCoding', {}, (image) => image.writeUInt8(0x66, 0x20000 + 180)],
    ['groupIds', {}, (image) => image.writeUInt8(3, 0x20000 + 8 + 22)],
    ['gap', {}, (image) => image.writeUInt8(0, 0x1ffff)],
    ['zoneAlignment', { tableAt: 0x20800 }],
    ['rawOverlap', { raw: grownRaw(0x20800), tableAt: 0x21000 }],
    [
      'zoneMoved',
      {
        zones: plan('new').zones.map((zone, i) => ({ ...zone, endsAt: zone.endsAt + 0x1000 * (1 - i) })),
      },
    ],
    ['groupsDiffer', { zones: plan('new').zones.slice(0, 1) }],
  ];
  it.each(cases)('%s', async (wanted, change, hurt) => {
    const image = Buffer.from(buildCmarImage({ ...plan('new'), ...change }));
    hurt?.(image);
    const next = new Uint8Array(image);
    expect(judgeMode(oldImage, next)).toBe(wanted);
    const bytes = await build(cpOnly(oldImage), cpOnly(next));
    const mode = wanted === 'sections' ? 'sections' : 'raw';
    expect(applyEc7xx(cpOnly(oldImage).images, bytes, cpOnly(next).images).images[0]?.mode).toBe(mode);
  });

  it('goes raw when the sections did not change: nothing is then left to the module', () => {
    const image = buildCmarImage({ ...plan('old'), raw: plan('new').raw });
    expect(judgeMode(oldImage, image)).toBe('sectionsUnchanged');
    expect(judgeMode(oldImage, oldImage)).toBe('sectionsUnchanged');
  });

  it('follows a table that moves, in the one order that is safe', async () => {
    const moved = buildCmarImage({ ...plan('new'), tableAt: 0x21000 });
    expect(judgeMode(oldImage, moved)).toBe('sections');
    const up = applyEc7xx(
      cpOnly(oldImage).images,
      await build(cpOnly(oldImage), cpOnly(moved)),
      cpOnly(moved).images,
    );
    expect(up.images[0]).toMatchObject({ mode: 'sections', direction: 'reverse' });
    const back = await build(cpOnly(moved), cpOnly(oldImage));
    expect(applyEc7xx(cpOnly(moved).images, back, cpOnly(oldImage).images).images[0]?.mode).toBe('sections');
  });
});

describe('limits by chip', () => {
  const gate = (more: Partial<Firmware>, options: Ec7xxOptions = {}): number[] =>
    ec7xx
      .plan(ec718Firmware(old.images, more), ec718Firmware(fresh.images, more), options)
      .limits.map(({ bytes }) => bytes);

  it('lists the configuration and the AT area of an EC718P, the smaller being the gate', () => {
    expect(gate({})).toEqual([331_776, 491_520]);
    expect(gate({ container: 'soc' })).toEqual([331_776]);
  });

  it('takes every chip with that layout into account when the content names none', () => {
    expect(Math.min(...gate({ chipEvidence: [] }))).toBe(331_776);
    expect(gate({ chipEvidence: [] }, { chip: 'EC718PM' })).toEqual([360_448]);
    expect(gate({ chipEvidence: ['productname=EC718HM_PRD'] })).toEqual([479_232]);
  });

  it('knows the FOTA areas of the EC716S by the variant in the version', () => {
    const evidence = { chipEvidence: ['productname=EC716S_PRD'] };
    const version = (text: string): Partial<Firmware> => ({ ...evidence, version: { text, source: 'user' } });
    expect(gate(evidence)).toEqual([217_088, 136 * 1024]);
    expect(gate(version('AirM2M_780EL_V1001_LTE_MF'))).toEqual([217_088, 190 * 1024]);
    expect(gate(version('AirM2M_780EL_V1001_LTE_MU'))).toEqual([217_088, 140 * 1024]);
    expect(gate(version('LuatOS-SoC_V1001_EC716S'))).toEqual([217_088]);
  });

  it('refuses a package above the gate with both sizes', async () => {
    const noise = (seed: number): FirmwareImage => {
      let state = seed;
      const next = (): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 24;
      };
      return ec718Image('ap', Uint8Array.from({ length: 145_000 }, next));
    };
    const firmwareOf = (image: FirmwareImage): Firmware =>
      ec718Firmware([image], { chipEvidence: ['productname=EC716S_PRD'] });
    const error = await appErrorOf(() => build(firmwareOf(noise(1)), firmwareOf(noise(2))));
    expect(error).toMatchObject({ code: 'delta.tooLarge', params: { what: 'package', limitBytes: 139_264 } });
  }, 60_000);
});

describe('before anything is written', () => {
  const refusal = async (from: Firmware | null, to: Firmware, options: Ec7xxOptions = {}): Promise<string> =>
    (await appErrorOf(() => ec7xx.plan(from, to, options))).code;

  it('refuses what the format cannot do', async () => {
    expect(await refusal(null, fresh)).toBe('delta.needsOld');
    expect(await refusal(old, { ...fresh, chip: 'ec618' })).toBe('delta.mixedChips');
    expect(await refusal(old, fresh, { chip: 'EC716S' })).toBe('delta.wrongChip');
    expect(
      await refusal(old, ec718Firmware(fresh.images, { chipEvidence: ['productname=EC716S_PRD'] })),
    ).toBe('delta.mixedChips');
    const unnamed = ec718Firmware(old.images, { chipEvidence: [] });
    expect(await refusal(unnamed, fresh, { chip: 'EC716S' })).toBe('delta.wrongChip');
    expect(await refusal(old, old)).toBe('delta.identical');
    expect(await refusal(old, ec718Firmware([boot]))).toBe('delta.imageSetDiffers');
    const tight = ec718Firmware([{ ...ec718Image('cp', newCp), zoneSizeBytes: 100 }]);
    expect(await refusal(cpOnly(oldCp), tight)).toBe('delta.zoneExceeded');
  });

  it('leaves a changed boot loader out with a warning, and refuses one alone', async () => {
    const newBoot = ec718Image('bootloader', codeLikeBytes(3100, 7), 'ap_bootloader');
    const next = ec718Firmware([newBoot, ...fresh.images.slice(1)]);
    expect(codes(old, next)).toContain('bootloaderNotCovered');
    expect(await refusal(old, ec718Firmware([newBoot, ...old.images.slice(1)]))).toBe('delta.notCarried');
  });
});
