import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { luadbOf, otaFacts, otaFirmware } from '../../../../../test/support/otaFirmware.ts';
import { quietWork } from '../../../../../test/support/quietWork.ts';
import { codeLikeBytes, laterBuild, seededRandom } from '../../../../../test/support/syntheticImage.ts';
import type { Firmware } from '../../../firmware/image.ts';
import { readFirmware } from '../../../firmware/readFirmware.ts';
import { encodeLzma } from '../../lzma/encode.ts';
import type { FormatOptions, PackageFormat } from '../format.ts';
import { applyOta, openOta } from './apply.ts';
import { luatosScript, luatosSoc } from './format.ts';
import type { LuatosPlan } from './plan.ts';
import { writeOtaFile } from './write/otaFile.ts';
import { writeSector } from './write/sector.ts';

const control = { onProgress: () => undefined };

async function build(
  format: PackageFormat<LuatosPlan>,
  old: Firmware | null,
  fresh: Firmware,
  options: FormatOptions = {},
) {
  const plan = format.plan(old, fresh, options);
  const bytes = await format.write(plan, control);
  return { plan, bytes, proof: format.prove(old, plan, bytes) };
}

const before = otaFirmware();
const after = otaFirmware({
  version: 'PUMP_1.0.1_LuatOS-SoC_V1120_EC618',
  script: luadbOf('print(2)\n'.repeat(40)),
});
const newCore = otaFirmware({
  version: 'PUMP_1.0.1_LuatOS-SoC_V1121_EC618',
  script: luadbOf('print(3)\n'),
  ap: laterBuild(codeLikeBytes(50_000, 2), 7),
  cp: laterBuild(codeLikeBytes(40_000, 3), 8),
});
const planError = (format: PackageFormat<LuatosPlan>, old: Firmware | null, fresh: Firmware) =>
  appErrorOf(() => format.plan(old, fresh, {}));

describe('a script package', () => {
  it('brings the script to its address, proved, and nothing else', async () => {
    const { plan, bytes, proof } = await build(luatosScript, before, after);
    expect(plan).toMatchObject({ notCovered: [], warnings: [], covered: [{ name: 'script.bin' }] });
    expect(proof.images).toMatchObject([{ name: 'script.bin', ok: true }]);
    const opened = openOta(bytes);
    expect(opened).toMatchObject({ chip: 'ec618', appVersion: 0, mainVersion: [0, 0, 0, 0, 0] });
    expect(opened.par.length).toBe(0);
    expect(opened.sectors.map(({ startAddress }) => startAddress)).toEqual([0x24d000]);
  });

  it('has the bytes of the format where the format wants them', async () => {
    const { bytes } = await build(luatosScript, before, after);
    const hex = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('hex');
    expect(hex(0, 4)).toBe('168cf1ea');
    expect(hex(76, 92)).toBe('00'.repeat(16));
    expect(hex(92, 96)).toBe('168cf1ea');
    expect(hex(120, 134)).toBe('00000400' + '00d02400' + '056600000400');
  });

  it('is the same each time', async () => {
    const [a, b] = [await build(luatosScript, before, after), await build(luatosScript, before, after)];
    expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
  });

  it('can be made without OLD and says that nobody compared the cores', async () => {
    const { plan, proof } = await build(luatosScript, null, after);
    expect(plan.warnings).toEqual([{ code: 'coreNotCompared', params: {} }]);
    expect(proof.images.map((image) => image.ok)).toEqual([true]);
  });

  it('bears the magic of EC7xx for an EC7xx', async () => {
    const luatOta = { ...otaFacts, magic: 0xeac37218 };
    const fresh = otaFirmware({ more: { chip: 'ec7xx', luatOta } });
    expect(openOta((await build(luatosScript, null, fresh)).bytes).chip).toBe('ec7xx');
  });

  it('is refused for a changed core, naming what carries it', async () => {
    const error = await planError(luatosScript, before, newCore);
    expect(error.code).toBe('delta.notCarried');
    expect(error.params).toMatchObject({ image: 'ap', format: 'luatos-script', carriedBy: 'luatos' });
    const more = { chip: 'ec7xx', luatOta: { ...otaFacts, magic: null } } as const;
    const [old7, new7] = [otaFirmware({ more }), otaFirmware({ more, ap: codeLikeBytes(900, 9) })];
    expect((await planError(luatosScript, old7, new7)).params).toMatchObject({ carriedBy: 'wired-flash' });
  });

  it('leaves a changed boot loader out with a warning', () => {
    const fresh = otaFirmware({ boot: codeLikeBytes(3100, 4), script: luadbOf('x') });
    const plan = luatosScript.plan(before, fresh, {});
    expect(plan.notCovered).toMatchObject([{ name: 'ap_bootloader', severity: 'warning' }]);
    expect(plan.warnings.map(({ code }) => code)).toContain('bootloaderNotCovered');
  });

  it.each<[string, Firmware | null, Firmware, string]>([
    ['the same script', before, otaFirmware(), 'delta.identical'],
    ['another chip', before, otaFirmware({ more: { chip: 'xt804' } }), 'delta.mixedChips'],
    ['a lower version', after, before, 'delta.swapped'],
    [
      'another project',
      before,
      otaFirmware({ version: 'FAN_2.0.0_LuatOS-SoC_V1120_EC618', script: luadbOf('y') }),
      'delta.otherModel',
    ],
    ['no script', null, otaFirmware({ more: { images: [] } }), 'delta.missingImage'],
    [
      'a script beyond its zone',
      null,
      otaFirmware({ script: new Uint8Array(131_073) }),
      'delta.zoneExceeded',
    ],
    ['a script that is no LuaDB', null, otaFirmware({ script: new Uint8Array(100) }), 'firmware.damaged'],
    [
      'another magic',
      null,
      otaFirmware({ more: { luatOta: { ...otaFacts, magic: 0xeac37218 } } }),
      'delta.otaSetting',
    ],
    [
      'another block length',
      null,
      otaFirmware({ more: { luatOta: { ...otaFacts, blockBytes: 0x10000 } } }),
      'delta.otaSetting',
    ],
  ])('is refused for %s', async (_what, old, fresh, code) => {
    expect((await planError(luatosScript, old, fresh)).code).toBe(code);
  });

  it('goes out with a warning when only the digest of its script is wrong', async () => {
    const script = luadbOf('print(4)\n');
    script[script.length - 1] = (script.at(-1) ?? 0) ^ 1;
    const { plan, proof } = await build(luatosScript, null, otaFirmware({ script }));
    expect(plan.warnings[0]).toMatchObject({ code: 'scriptDamaged', params: { check: 'luadb.md5' } });
    expect(proof.images.map(({ ok }) => ok)).toEqual([true]);
  });

  it('brings a script that is no LuaDB only for a reason', () => {
    const fresh = otaFirmware({ script: new Uint8Array(100) });
    const plan = luatosScript.plan(null, fresh, { overrideReason: 'own loader' });
    expect(plan.warnings.map(({ code }) => code)).toContain('scriptDamaged');
  });

  it('goes back to a lower version when that is wanted', () => {
    const plan = luatosScript.plan(after, before, { allowOlder: true });
    expect(plan.warnings.map(({ code }) => code)).toEqual(['olderVersion']);
  });
});

describe('a soc package', () => {
  it('brings script, AP and CP', async () => {
    const { bytes, proof, plan } = await build(luatosSoc, before, newCore);
    expect(proof.images.map(({ name, ok }) => [name, ok])).toEqual([
      ['script.bin', true],
      ['ap', true],
      ['cp-demo-flash', true],
    ]);
    expect(proof.checkedRules).toContain('blockRule');
    expect(plan.limits).toMatchObject([{ bytes: 491_520, part: 'delta' }]);
    // The limit is about that part, so the proof measures it.
    expect(proof.deltaBytes).toBe(openOta(bytes).par.length);
    expect(Buffer.from(openOta(bytes).par.subarray(0, 4)).toString('hex')).toBe('ecdf2041');
  });

  it('leaves out a core that is equal, and is then the script package', async () => {
    const soc = await build(luatosSoc, before, after);
    const script = await build(luatosScript, before, after);
    expect(Buffer.compare(soc.bytes, script.bytes)).toBe(0);
  });

  it('carries the script also when only the core differs, as the vendor does', async () => {
    const { proof } = await build(luatosSoc, before, otaFirmware({ ap: codeLikeBytes(51_000, 2) }));
    expect(proof.images.map(({ name }) => name)).toEqual(['script.bin', 'ap']);
  });

  it('does not fit another OLD', async () => {
    const { bytes } = await build(luatosSoc, before, newCore);
    const error = await appErrorOf(() =>
      applyOta(otaFirmware({ ap: codeLikeBytes(50_000, 99) }).images, bytes),
    );
    expect(error.code).toBe('delta.wrongBase');
  });

  it('is for EC618 only, and needs OLD', async () => {
    const ec7xx = otaFirmware({ more: { chip: 'ec7xx', luatOta: { ...otaFacts, magic: null } } });
    expect((await planError(luatosSoc, ec7xx, ec7xx)).code).toBe('delta.wrongChip');
    expect((await planError(luatosSoc, null, after)).code).toBe('delta.needsOld');
  });

  it('stops between two blocks when it is aborted', async () => {
    const abort = new AbortController();
    const plan = luatosSoc.plan(before, newCore, {});
    const onProgress = ({ done }: { readonly done: number }): void => {
      if (done > 0) abort.abort();
    };
    const error = await appErrorOf(() => luatosSoc.write(plan, { signal: abort.signal, onProgress }));
    expect(error.code).toBe('delta.cancelled');
  });

  it('reports exactly the bytes it promised', async () => {
    const plan = luatosSoc.plan(before, newCore, {});
    const seen: number[] = [];
    await luatosSoc.write(plan, { onProgress: ({ done }) => seen.push(done) });
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(plan.workBytes);
  });
});

describe('the proof', () => {
  it('fails for a file that brings something else', async () => {
    const { plan } = await build(luatosScript, before, after);
    const other = await build(luatosScript, before, otaFirmware({ script: luadbOf('print(9)\n') }));
    const error = await appErrorOf(() => luatosScript.prove(before, plan, other.bytes));
    expect(error.code).toBe('delta.proofFailed');
    expect(error.params).toMatchObject({ image: 'script.bin', reason: 'bytes' });
  });

  it('refuses a file cut anywhere and a file with any flipped bit', async () => {
    const { bytes } = await build(luatosSoc, before, otaFirmware({ ap: codeLikeBytes(50_100, 2) }));
    for (let size = 0; size < bytes.length; size += size < 300 ? 1 : 97) {
      const error = await appErrorOf(() => openOta(bytes.subarray(0, size)));
      expect(error.code, `${size} bytes`).toBe('delta.damagedPackage');
    }
    for (let at = 0; at < bytes.length; at += at < 300 ? 1 : 31) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect((await appErrorOf(() => openOta(flipped))).code, `byte ${at}`).toBe('delta.damagedPackage');
    }
  });

  it('refuses what a right checksum cannot excuse', async () => {
    const magic = 0xeaf18c16;
    const sector = await writeSector({ magic, startAddress: 0, data: codeLikeBytes(3000, 5) }, quietWork());
    const fileOf = (change: (view: DataView) => void): Uint8Array => {
      const common = sector.slice();
      change(new DataView(common.buffer));
      return writeOtaFile({ magic, mainVersion: 0, appVersion: 0, common, sdk: new Uint8Array() });
    };
    const checkOf = async (change: (view: DataView) => void): Promise<unknown> =>
      (await appErrorOf(() => openOta(fileOf(change)))).params['check'];
    expect(openOta(fileOf(() => undefined)).sectors.length).toBe(1);
    expect(await checkOf((view) => view.setUint32(0, 0xeac37218, true))).toBe('sector.magic');
    expect(await checkOf((view) => view.setUint32(4, 0xffffffff, true))).toBe('sector.length');
    expect(await checkOf((view) => view.setUint32(8, 0xffffffff, true))).toBe('sector.dataLength');
    expect(await checkOf((view) => view.setUint32(8, 0, true))).toBe('sector.dataLength');
    expect(await checkOf((view) => view.setUint32(8, view.getUint32(4, true), true))).toBe(
      'sector.dataLength',
    );
    expect(await checkOf((view) => view.setUint32(28, 0x8000, true))).toBe('sector.blockLength');
    expect(await checkOf((view) => view.setUint8(36, 0))).toBe('block.propsLength');
    expect(await checkOf((view) => view.setUint8(37, 0xe1))).toBe('block.props');
    expect(await checkOf((view) => view.setUint32(42, 0xffff, true))).toBe('block.size');
    expect(await checkOf((view) => view.setUint8(12, view.getUint8(12) ^ 1))).toBe('sector.md5');
  });
});

describe('a file with more than a flash holds', () => {
  it('is refused before it is unpacked', async () => {
    const magic = 0xeaf18c16;
    const parts: Uint8Array[] = [];
    for (let startAddress = 0; startAddress < 3; startAddress += 1)
      parts.push(await writeSector({ magic, startAddress, data: new Uint8Array(6 * 2 ** 20) }, quietWork()));
    const common = new Uint8Array(Buffer.concat(parts));
    const file = writeOtaFile({ magic, mainVersion: 0, appVersion: 0, common, sdk: new Uint8Array() });
    expect(file.length).toBeLessThan(15_000);
    const error = await appErrorOf(() => openOta(file));
    expect(error.params).toMatchObject({ check: 'sector.dataLength', found: 6 * 2 ** 20 });
  }, 60_000);
});

describe('a sector', () => {
  it('stores what does not pack, block by block, and its lengths never agree', async () => {
    const random = seededRandom(11);
    const noise = Uint8Array.from({ length: 0x40000 + 5000 }, (_, i) => (i < 0x40000 ? random(256) : 7));
    const magic = 0xeaf18c16;
    for (const data of [noise, noise.slice(0, 100), noise.slice(0, 1)]) {
      const common = await writeSector({ magic, startAddress: 64, data }, quietWork());
      const file = writeOtaFile({ magic, mainVersion: 0, appVersion: 0, common, sdk: new Uint8Array() });
      const [sector] = openOta(file).sectors;
      expect(Buffer.compare(sector?.bytes ?? new Uint8Array(), data)).toBe(0);
      expect(sector?.packedBytes).not.toBe(data.length);
      expect(Buffer.from(common.subarray(36, 42)).toString('hex')).toBe('050000000000');
    }
    await expect(
      writeSector({ magic, startAddress: 0, data: new Uint8Array() }, quietWork()),
    ).rejects.toThrow(RangeError);
  });

  it('stores what would otherwise come out as long as it went in', async () => {
    const random = seededRandom(3);
    const noise = Uint8Array.from({ length: 90 }, () => random(256));
    const sizes = Array.from({ length: 60 }, (_, i) => noise.length + i);
    const dataOf = (size: number): Uint8Array => Uint8Array.from([...noise, ...new Uint8Array(size - 90)]);
    const props = { lc: 3, lp: 1, pb: 2, dictionaryBytes: 0x40000 };
    const size = sizes.find((each) => encodeLzma(dataOf(each), props).length + 10 === each) ?? 0;
    expect(size).toBeGreaterThan(90);
    const sector = await writeSector({ magic: 1, startAddress: 0, data: dataOf(size) }, quietWork());
    expect(new DataView(sector.buffer).getUint32(4, true)).toBe(size + 10);
  });
});

describe('random pairs', () => {
  it('are proved, whatever the script and the core are', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seededRandom(seed);
      const text = Array.from({ length: random(400) }, () => String.fromCharCode(32 + random(90))).join('');
      const oldAp = codeLikeBytes(1 + random(40_000), seed);
      const old = otaFirmware({ ap: oldAp });
      const fresh = otaFirmware({
        script: luadbOf(text + text.slice(random(100))),
        ...(random(2) === 0 ? {} : { ap: laterBuild(oldAp, seed) }),
        ...(random(3) === 0 ? { cp: codeLikeBytes(1 + random(30_000), seed + 50) } : {}),
      });
      const { proof } = await build(luatosSoc, old, fresh);
      expect(
        proof.images.every(({ ok }) => ok),
        `seed ${seed}`,
      ).toBe(true);
    }
  }, 60_000);
});

describe('the demo project', () => {
  const demo = async (name: string): Promise<Firmware> => {
    const path = resolve(import.meta.dirname, '../../../../../resources/demo', name);
    return readFirmware(new Uint8Array(readFileSync(path)), name);
  };

  it('goes from 1.0.0 to 1.0.1 in either format', async () => {
    const old = await demo('DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc');
    const fresh = await demo('DEMO_1.0.1_LuatOS-SoC_V1120_EC618.soc');
    const script = await build(luatosScript, old, fresh);
    const soc = await build(luatosSoc, old, fresh);
    expect(script.plan.warnings).toEqual([]);
    expect(script.proof.images.map(({ ok }) => ok)).toEqual([true]);
    expect(Buffer.compare(script.bytes, soc.bytes)).toBe(0);
    expect((await planError(luatosScript, fresh, old)).code).toBe('delta.swapped');
  });
});
