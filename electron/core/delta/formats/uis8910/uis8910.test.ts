import { beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../../../../shared/errors.ts';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { buildLuadb } from '../../../../../test/support/buildLuadb.ts';
import { corpusBytes, hasCorpus } from '../../../../../test/support/corpus.ts';
import { syntheticFirmware, syntheticImage } from '../../../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild, seededRandom } from '../../../../../test/support/syntheticImage.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import { readPac } from '../../../firmware/pac.ts';
import type { FormatOptions } from '../format.ts';
import { moduleCrc } from './apply/crc.ts';
import { applyPack, applyUis8910 } from './apply.ts';
import { uis8910 } from './format.ts';
import type { Uis8910Plan } from './plan.ts';
import { writePack } from './write/pack.ts';
import { unchangedNv } from './write/runningNv.ts';

const real = (name: string): Uint8Array => corpusBytes(`luat/uis8910/${name}`);
const reason = { overrideReason: 'the modem image was compared by hand' };

function image(role: FirmwareImage['role'], name: string, bytes: Uint8Array, address: number): FirmwareImage {
  return { ...syntheticImage(role, bytes, name), address };
}
const ap = (bytes: Uint8Array): FirmwareImage => image('ap', 'AP', bytes, 0x60010000);
const lua = (seed: number): FirmwareImage => {
  const bytes = buildLuadb([{ name: 'main.lua', bytes: codeLikeBytes(900, seed) }]);
  return image('script', 'LUA', bytes, 0x60230000);
};
const ps = image('cp', 'PS', codeLikeBytes(3000, 90), 0x60560000);

/** An NV image: checksum, then numbered items filled up to four, written from what the real ones look like. */
function nvOf(items: readonly (readonly [number: number, bytes: Uint8Array])[]): FirmwareImage {
  const out = Buffer.alloc(4096, 0xff);
  let at = 4;
  for (const [number, bytes] of items) {
    out.writeUInt16LE(number, at);
    out.writeUInt16LE(bytes.length, at + 2);
    out.fill(0, at + 4, at + 4 + ((bytes.length + 3) & ~3));
    out.set(bytes, at + 4);
    at += 4 + ((bytes.length + 3) & ~3);
  }
  return image('data', 'NV', Uint8Array.from(out), 0xfe000003);
}
const staticNv = codeLikeBytes(101, 91);
const rfNv = codeLikeBytes(64, 92);
const nv = nvOf([
  [0x191, codeLikeBytes(7, 1)],
  [0x259, staticNv],
  [0x26c, rfNv],
]);

const firmwareOf = (images: readonly FirmwareImage[], version: string | null = null): Firmware =>
  syntheticFirmware(images, version, { chip: 'uis8910' });

const oldAp = codeLikeBytes(150_000, 2);
const newAp = laterBuild(oldAp, 3);
const old = firmwareOf([ap(oldAp), ps, nv, lua(1)]);
const fresh = firmwareOf([ap(newAp), ps, nv, lua(2)]);
const quiet = { onProgress: () => {} };

async function build(before: Firmware, after: Firmware, options: FormatOptions = {}): Promise<Uint8Array> {
  const plan = uis8910.plan(before, after, options);
  const bytes = await uis8910.write(plan, quiet);
  expect(uis8910.prove(before, plan, bytes).images.every(({ ok }) => ok)).toBe(true);
  return bytes;
}
const planned = async (
  before: Firmware | null,
  after: Firmware,
  options: FormatOptions = {},
): Promise<AppError> => await appErrorOf(() => uis8910.plan(before, after, options));
const codes = (plan: Uis8910Plan): string[] => plan.warnings.map(({ code }) => code);

describe('a download', () => {
  it('has the pack of the application first and the whole script second', async () => {
    const bytes = await build(old, fresh);
    expect(Buffer.from(bytes.subarray(0, 6)).toString('hex')).toBe('7e000000027d');
    const { core, script } = applyUis8910(oldAp, bytes);
    expect(Buffer.compare(core?.ap ?? oldAp, newAp)).toBe(0);
    expect(Buffer.compare(script ?? oldAp, lua(2).bytes)).toBe(0);
    expect(core?.pack).toMatchObject({
      temporaryBytes: 0x10000,
      blockCount: Math.ceil(newAp.length / 0x10000),
    });
    expect(core?.pack.bulks).toMatchObject([
      { kind: 'flash', flash: 'SFL1', base: 0x10000, oldBytes: oldAp.length },
    ]);
    expect(bytes.length).toBeLessThan(newAp.length / 8);
  });

  it('has no script section when the script is the same, and the same bytes each time', async () => {
    const sameScript = firmwareOf([ap(newAp), ps, nv, lua(1)]);
    const bytes = await build(old, sameScript);
    expect(Buffer.from(bytes.subarray(0, 6)).toString('hex')).toBe('7e000000017d');
    expect(Buffer.compare(bytes, await build(old, sameScript))).toBe(0);
  });

  it('for a script alone has a pack that changes nothing and names the running settings', async () => {
    const scriptOnly = firmwareOf([ap(oldAp), ps, nv, lua(2)]);
    const plan = uis8910.plan(old, scriptOnly, {});
    expect(codes(plan)).toEqual(['versionUnknown', 'nvActionUnknown']);
    const { core, script } = applyUis8910(null, await build(old, scriptOnly));
    expect(core?.ap).toBeNull();
    expect(script).not.toBeNull();
    expect(core?.pack).toMatchObject({ temporaryBytes: 0, blockCount: 2, oldName: '', newName: '' });
    expect(core?.pack.bulks).toEqual([
      { kind: 'runningNv', path: '/modemnvm/static_nv.bin', bytes: 101, crc: moduleCrc(staticNv) },
      { kind: 'runningNv', path: '/modemnvm/rf_nv.bin', bytes: 64, crc: moduleCrc(rfNv) },
    ]);
  });

  it('without the settings of OLD says that the pack names none', () => {
    const plan = uis8910.plan(firmwareOf([lua(1)]), firmwareOf([lua(2)]), {});
    expect(codes(plan)).toEqual(['versionUnknown', 'modemUnknown', 'nvEntriesMissing']);
    expect(plan.runningNv).toEqual([]);
  });

  it('carries both version names where both are known', async () => {
    const before = firmwareOf([ap(oldAp), ps], 'AirM2M_720U_V1001_LTE_AT');
    const after = firmwareOf([ap(newAp), ps], 'AirM2M_720U_V1002_LTE_AT');
    const { core } = applyUis8910(oldAp, await build(before, after));
    expect(core?.pack).toMatchObject({
      oldName: 'AirM2M_720U_V1001_LTE_AT',
      newName: 'AirM2M_720U_V1002_LTE_AT',
    });
  });

  it('reports every byte of its work and stops when it is aborted', async () => {
    const plan = uis8910.plan(old, fresh, {});
    const seen: number[] = [];
    await uis8910.write(plan, { onProgress: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(plan.workBytes);
    const abort = new AbortController();
    const error = await appErrorOf(() =>
      uis8910.write(plan, { signal: abort.signal, onProgress: ({ done }) => done > 0 && abort.abort() }),
    );
    expect(error.code).toBe('delta.cancelled');
  });

  it('is right for images of many shapes, growing and shrinking over block borders', async () => {
    const random = seededRandom(12);
    const sizes = [1, 65_535, 65_536, 65_537, 131_072, 140_000];
    for (let round = 0; round < 7; round++) {
      const from = codeLikeBytes(sizes[random(6)] ?? 1, 40 + (round >> 1));
      const to =
        round % 3 === 0 ? codeLikeBytes(sizes[random(6)] ?? 1, 60 + round) : laterBuild(from, round, 6);
      if (to.length === 0 || Buffer.compare(from, to) === 0) continue;
      await build(firmwareOf([ap(from), ps]), firmwareOf([ap(to), ps]));
    }
  }, 60_000);
});

describe('before anything is written', () => {
  it('refuses another chip and inputs without difference', async () => {
    const other = syntheticFirmware([ap(newAp)]);
    expect((await planned(old, other)).code).toBe('delta.mixedChips');
    expect((await planned(null, fresh)).code).toBe('delta.needsOld');
    expect((await planned(old, old)).code).toBe('delta.identical');
  });

  it('refuses what moved or is missing', async () => {
    const moved = firmwareOf([{ ...ap(newAp), address: 0x60020000 }, ps, nv]);
    expect((await planned(old, moved)).params).toMatchObject({ reason: 'moved' });
    expect((await planned(old, firmwareOf([ps, nv, lua(2)]))).params).toMatchObject({ role: 'ap' });
  });

  it('refuses a changed modem or changed settings, and goes on when somebody says why', async () => {
    const otherPs = image('cp', 'PS', codeLikeBytes(3000, 93), 0x60560000);
    const otherNv = nvOf([[0x259, rfNv]]);
    const withBoth = firmwareOf([ap(newAp), otherPs, otherNv, lua(1)]);
    expect((await planned(old, withBoth)).params).toMatchObject({ image: 'PS', carriedBy: 'wired-flash' });
    expect((await planned(old, withBoth, { overrideReason: ' ' })).code).toBe('delta.notCarried');
    const settingsOnly = firmwareOf([ap(newAp), ps, otherNv, lua(1)]);
    expect((await planned(old, settingsOnly)).params).toMatchObject({ image: 'NV' });
    const plan = uis8910.plan(old, withBoth, reason);
    expect(codes(plan)).toEqual(['versionUnknown', 'psNotCovered', 'nvNotCovered']);
    expect(plan.notCovered.map(({ name, severity }) => `${name} ${severity}`)).toEqual([
      'PS error',
      'NV error',
    ]);
  });

  it('refuses when only the modem changed, whatever the reason', async () => {
    const otherPs = image('cp', 'PS', codeLikeBytes(3000, 93), 0x60560000);
    const error = await planned(old, firmwareOf([ap(oldAp), otherPs, nv, lua(1)]), reason);
    expect(error.code).toBe('delta.notCarried');
  });

  it('leaves a changed boot loader out with a warning, and ignores loaders that live in RAM', () => {
    const boot = (seed: number): FirmwareImage =>
      image('bootloader', 'BOOTLOADER', codeLikeBytes(500, seed), 0x60000000);
    const fdl = (seed: number): FirmwareImage => image('data', 'FDL2', codeLikeBytes(500, seed), 0x810000);
    const before = firmwareOf([fdl(1), boot(1), ap(oldAp), ps]);
    const plan = uis8910.plan(before, firmwareOf([fdl(2), boot(2), ap(newAp), ps]), {});
    expect(codes(plan)).toEqual(['versionUnknown', 'bootloaderNotCovered']);
  });
});

/** A pack around a bundle of stored bytes, so that pieces can be written by hand. */
async function packOf(oldBytes: Uint8Array, head: readonly number[], bytes: Uint8Array): Promise<Uint8Array> {
  const { encodeLzmaAlone } = await import('../../lzma/encode.ts');
  const words = Buffer.alloc(head.length * 4);
  for (const [index, word] of head.entries()) words.writeUInt32LE(word >>> 0, index * 4);
  const plain = Buffer.concat([words, bytes]);
  const bundle = encodeLzmaAlone(plain, { lc: 3, lp: 0, pb: 2, dictionaryBytes: 0x2000000 });
  const flash = {
    base: 0x10000,
    oldBytes: oldBytes.length,
    oldCrc: moduleCrc(oldBytes),
    blockCount: head[0] ?? 0,
    order: 'ascending' as const,
    bundle,
  };
  return writePack({ oldName: '', newName: '', flash, runningNv: [] });
}

describe('the order in which blocks are rewritten', () => {
  const block = 0x10000;
  const before = codeLikeBytes(2 * block, 7);
  const low = before.slice(0, block);
  const high = before.slice(block);
  const swapped = new Uint8Array(Buffer.concat([high, low]));
  const noDiffs = new Uint8Array(2 * block);

  it('decides what a block reads: swapping two halves cannot work by copies alone', async () => {
    const first = [block, moduleCrc(high), 1, 2 * block, block, 0];
    const second = [2 * block, moduleCrc(low), 1, block, block, 0];
    const pack = await packOf(before, [2, ...first, ...second], noDiffs);
    // the first block has overwritten what the second one wants
    const error = await appErrorOf(() => applyPack(before, pack));
    expect(error.params).toMatchObject({ check: 'block.newCrc' });
    expect(error.params['found']).toBe(`0x${moduleCrc(high).toString(16)}`);
  });

  it('lets a block read what an earlier one wrote', async () => {
    const twice = new Uint8Array(Buffer.concat([high, high]));
    const first = [block, moduleCrc(high), 1, 2 * block, block, 0];
    const second = [2 * block, moduleCrc(high), 1, block, block, 0];
    const pack = await packOf(before, [2, ...first, ...second], noDiffs);
    expect(Buffer.compare(applyPack(before, pack).ap ?? low, twice)).toBe(0);
  });

  it('is modelled by the writer, which swaps two halves all the same', async () => {
    await build(firmwareOf([ap(before), ps]), firmwareOf([ap(swapped), ps]));
  });

  it('makes flash behind a short block unknown', async () => {
    const short = low.slice(0, 100);
    const first = [block, moduleCrc(short), 1, block, 100, 0];
    const second = [2 * block, moduleCrc(high), 1, block + 100, block, 0];
    const pack = await packOf(before, [2, ...first, ...second], new Uint8Array(100 + block));
    const error = await appErrorOf(() => applyPack(before, pack));
    expect(error.params).toMatchObject({ check: 'piece.oldPos' });
  });
});

describe('a damaged download', () => {
  const tinyOld = codeLikeBytes(500, 1);
  const tinyNew = laterBuild(tinyOld, 2, 2);
  let whole: Uint8Array;
  beforeAll(async () => {
    whole = await build(firmwareOf([ap(tinyOld), ps, lua(1)]), firmwareOf([ap(tinyNew), ps, lua(2)]));
  });
  const refusal = async (file: Uint8Array): Promise<string> =>
    (await appErrorOf(() => applyUis8910(tinyOld, file))).code;

  it('is refused at every cut and with anything behind it', async () => {
    for (let size = 0; size < whole.length; size++) {
      expect(await refusal(whole.subarray(0, size)), `${size} bytes`).toBe('delta.damagedPackage');
    }
    expect(await refusal(Uint8Array.from([...whole, 0]))).toBe('delta.damagedPackage');
  });

  it('is refused for every flipped bit of the core', async () => {
    const coreEnd = 10 + Buffer.from(whole).readUInt32BE(6);
    for (let bit = 0; bit < coreEnd * 8; bit++) {
      const hurt = whole.slice();
      hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await refusal(hurt), `bit ${bit}`).toBe('delta.damagedPackage');
    }
  });

  it('is survived with any forged byte, even when its CRC was made to fit', () => {
    const length = Buffer.from(whole).readUInt32BE(6);
    const random = seededRandom(5);
    for (let round = 0; round < 700; round++) {
      const pack = Buffer.from(whole.slice(10, 10 + length));
      const at = round < 4 * length ? round % length : random(length);
      pack[at] = random(256);
      pack.writeUInt32LE(moduleCrc(pack.subarray(16)), 12);
      try {
        const { ap: rebuilt } = applyPack(tinyOld, pack);
        if (rebuilt !== null) expect(Buffer.compare(rebuilt, tinyNew), `byte ${at}`).toBe(0);
      } catch (error) {
        expect(String(error), `byte ${at}`).toMatch(/delta\.(damagedPackage|wrongBase)/);
      }
    }
  });

  it('for another base is refused by size and CRC', async () => {
    const other = codeLikeBytes(500, 8);
    expect((await appErrorOf(() => applyUis8910(other, whole))).params).toMatchObject({ check: 'oldCrc' });
    const longer = codeLikeBytes(501, 1);
    expect((await appErrorOf(() => applyUis8910(longer, whole))).params).toMatchObject({ check: 'oldBytes' });
  });
});

describe.skipIf(!hasCorpus)('real packs [needs corpus]', () => {
  const pac = (name: string): Firmware => firmwareOf(readPac(real(name)).images);

  it("the vendor's pack brings its application to NEW by our reading of blocks in place", () => {
    const pack = real('fota_20210203_to_20210514.pack');
    const { pack: head, ap: rebuilt } = applyPack(real('ap_20210203.img'), pack);
    expect(Buffer.compare(rebuilt ?? pack, real('ap_20210514.img'))).toBe(0);
    expect(head).toMatchObject({ oldName: 'V1.0', newName: 'V1.1', blockCount: 87, temporaryBytes: 0x10000 });
    const kinds = head.bulks.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'file').length).toBe(4);
    expect(kinds.filter((kind) => kind === 'blockedFile').length).toBe(4);
    expect(kinds.filter((kind) => kind === 'runningNv').length).toBe(5);
  });

  it('the official pack for an unchanged core is read, and written again to the byte', () => {
    const official = real('official_nochange_112.pack');
    const { pack, ap: rebuilt } = applyPack(null, official);
    expect(rebuilt).toBeNull();
    const runningNv = pack.bulks.filter((bulk) => bulk.kind === 'runningNv');
    const ours = writePack({ oldName: '', newName: '', flash: null, runningNv });
    expect(Buffer.compare(ours, official)).toBe(0);
  });

  it('the settings of a real PAC have the sizes and CRCs that the vendor wrote into its pack', () => {
    const { bulks } = applyPack(real('ap_20210203.img'), real('fota_20210203_to_20210514.pack')).pack;
    const theirs = bulks.filter((bulk) => bulk.kind === 'runningNv');
    const image = pac('CSDK_RDA8910_TMP_20210203.pac').images.find(({ name }) => name === 'NV');
    const ours = unchangedNv(image?.bytes ?? new Uint8Array(0));
    expect(ours?.length).toBe(2);
    for (const entry of ours ?? []) expect(theirs).toContainEqual({ kind: 'runningNv', ...entry });
  });

  it('two real PACs need a reason, as modem and settings differ; their PREPACK differs in times only', async () => {
    const before = pac('CSDK_RDA8910_TMP_20210203.pac');
    const after = pac('CSDK_RDA8910_20210514.pac');
    expect((await planned(before, after)).params).toMatchObject({ image: 'PS', role: 'cp' });
    const plan = uis8910.plan(before, after, reason);
    expect(plan.ap?.base).toBe(0x10000);
    expect(plan.notCovered.map(({ name }) => name)).toEqual(['BOOTLOADER', 'PS', 'NV']);
  });

  it("our pack for the application is smaller than the vendor's 73,775 bytes for its blocks", async () => {
    const before = firmwareOf([ap(real('ap_20210203.img'))]);
    const bytes = await build(before, firmwareOf([ap(real('ap_20210514.img'))]));
    expect(bytes.length).toBeLessThanOrEqual(68_000);
  }, 120_000);
});
