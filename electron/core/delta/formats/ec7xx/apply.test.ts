import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../../shared/errors.ts';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { buildCmarImage } from '../../../../../test/support/buildCmarImage.ts';
import { cmarPair, cmarPlan, ec718Image, grownRaw } from '../../../../../test/support/ec7xxPairs.ts';
import { quietWork } from '../../../../../test/support/quietWork.ts';
import { codeLikeBytes, laterBuild, seededRandom } from '../../../../../test/support/syntheticImage.ts';
import { createFlash } from './apply/flash.ts';
import { type AppliedPackage, applyEc7xx } from './apply.ts';
import { forward, reverse, type WriteDirection } from './write/direction.ts';
import { readLayout } from './write/layout.ts';
import { writePar } from './write/par.ts';
import { writeSections } from './write/payload.ts';
import { writeEc7xx } from './write.ts';

type Image = ReturnType<typeof ec718Image>;

async function written(old: Image, fresh: Image, rawOnly = false): Promise<Uint8Array> {
  const role = old.role === 'cp' ? 'cp' : 'ap';
  const change = { role, address: old.address, old, new: fresh } as const;
  return await writeEc7xx([change], { chip: 'EC718P', rawOnly }, quietWork());
}

const { old: oldBytes, fresh: newBytes } = cmarPair();
const old = ec718Image('cp', oldBytes);
const fresh = ec718Image('cp', newBytes);
const rebuiltFrom = (file: Uint8Array): AppliedPackage => applyEc7xx([old], file, [fresh]);
let par: Uint8Array = new Uint8Array(0);

beforeAll(async () => {
  par = await written(old, fresh);
});

/** The package with some bytes replaced and its hash made right again, as a forger would. */
function forged(bytes: Uint8Array, edit: (bytes: Buffer) => void): Uint8Array {
  const copy = Buffer.from(bytes);
  edit(copy);
  copy.fill(0, 12, 44);
  createHash('sha256').update(copy).digest().copy(copy, 12);
  return new Uint8Array(copy);
}

const checkOf = async (file: Uint8Array): Promise<string> => {
  const { code, params } = await appErrorOf(() => rebuiltFrom(file));
  return `${code} ${params['check']}`;
};

describe('applyEc7xx', () => {
  it('rebuilds NEW by its sections', () => {
    const { images, checkedRules } = rebuiltFrom(par);
    expect(images).toMatchObject([{ mode: 'sections', recompressedSections: 2 }]);
    expect(Buffer.compare(images[0]?.bytes ?? oldBytes, newBytes)).toBe(0);
    expect(checkedRules).toContain('recompressionNotProvable');
  });

  it('gives no image when the compressed form is not known', () => {
    const { images, checkedRules } = applyEc7xx([old], par);
    expect(images[0]?.bytes).toBeNull();
    expect(checkedRules).not.toContain('newSha256');
  });

  it("refuses a NEW whose sections are not the package's", async () => {
    const error = await appErrorOf(() => applyEc7xx([old], par, [old]));
    expect(error.code).toBe('delta.damagedPackage');
  });

  it('refuses every cut of the file and bytes behind its end', async () => {
    for (let size = 0; size < par.length; size += size < 500 ? 3 : 97) {
      expect((await appErrorOf(() => rebuiltFrom(par.subarray(0, size)))).code).toBe('delta.damagedPackage');
    }
    expect(await checkOf(Uint8Array.from([...par, 0]))).toBe('delta.damagedPackage par.length');
  });

  it('refuses flipped bytes anywhere', async () => {
    const random = seededRandom(33);
    for (let round = 0; round < 200; round++) {
      const hurt = par.slice();
      const at = round < 100 ? round : random(par.length);
      hurt[at] = (hurt[at] ?? 0) ^ (1 + random(255));
      expect((await appErrorOf(() => rebuiltFrom(hurt))).code, `byte ${at}`).toBe('delta.damagedPackage');
    }
  });

  /** Offsets: outer header 84, package header 112, payload head 24, entries of 12. */
  const payload = 84 + 112;
  const bodyOf = (bytes: Buffer, entry: number): number =>
    payload + (bytes.readUInt32LE(payload + 24 + 12 * entry) >>> 8);
  const zoneEntry = (bytes: Buffer): number =>
    ((bytes[payload + 4] ?? 0) & 2) === 0 ? bytes.readUInt16LE(payload + 6) - 2 : 0;
  const rawEntry = (bytes: Buffer): number => (((bytes[payload + 4] ?? 0) & 2) === 0 ? 0 : 2);

  it.each<[string, (bytes: Buffer) => void]>([
    ['par.version', (bytes) => bytes.writeUInt8(0x20, 2)],
    ['par.flags', (bytes) => bytes.writeUInt8(0xc0, 3)],
    ['par.capability', (bytes) => bytes.writeUInt16LE(0x11, 4)],
    ['par.segmentBytes', (bytes) => bytes.writeUInt16LE(0, 4)],
    ['par.retention', (bytes) => bytes.writeUInt8(0, 50)],
    ['package.truncated', (bytes) => bytes.writeUInt32LE(0xffffffff, 88)],
    ['package.index', (bytes) => bytes.writeUInt8((bytes[84] ?? 0) | 1, 84)],
    ['package.role', (bytes) => bytes.writeUInt8(0x20, 84)],
    ['package.compressor', (bytes) => bytes.writeUInt8((bytes[86] ?? 0) | 0x30, 86)],
    ['package.imageBytes', (bytes) => bytes.writeUInt32LE(0xffffffff, 100)],
    ['payload.magic', (bytes) => bytes.writeUInt8(0, payload)],
    ['payload.direction', (bytes) => bytes.writeUInt8((bytes[payload + 4] ?? 0) ^ 1, payload + 4)],
    ['payload.segmentCount', (bytes) => bytes.writeUInt16LE(9, payload + 6)],
    ['payload.places', (bytes) => bytes.writeUInt32LE(0, payload + 12)],
    ['segment.outBytes', (bytes) => bytes.writeUInt32LE(1, payload + 24 + 12 * rawEntry(bytes) + 8)],
    ['segment.index', (bytes) => bytes.writeUInt8((bytes[payload + 24] ?? 0) | 0x18, payload + 24)],
    ['group.place', (bytes) => bytes.writeUInt32LE(0xffffff01, payload + 24 + 12 * zoneEntry(bytes))],
    ['group.magic', (bytes) => bytes.write('ECHEADES', bodyOf(bytes, rawEntry(bytes)))],
    ['group.controlFlag', (bytes) => bytes.writeUInt8(2, bodyOf(bytes, rawEntry(bytes)) + 12)],
    [
      'group.extra.truncated',
      (bytes) => bytes.writeUInt32LE(0xffffffff, bodyOf(bytes, rawEntry(bytes)) + 13),
    ],
    ['zone.magic', (bytes) => bytes.writeUInt8(0, bodyOf(bytes, zoneEntry(bytes)))],
    ['zone.groupId', (bytes) => bytes.writeUInt8(7, bodyOf(bytes, zoneEntry(bytes)) + 4)],
    ['zone.place', (bytes) => bytes.writeUInt32LE(0x7ffff000, bodyOf(bytes, zoneEntry(bytes)) + 20)],
    ['zone.unpacked', (bytes) => bytes.writeUInt32LE(1, bodyOf(bytes, zoneEntry(bytes)) + 40)],
    ['zone.packed', (bytes) => bytes.writeUInt8(2, bodyOf(bytes, zoneEntry(bytes)) + 45)],
    ['newSha256', (bytes) => bytes.writeUInt8((bytes[144] ?? 0) ^ 1, 144)],
  ])('names the forged field %s', async (check, edit) => {
    expect(await checkOf(forged(par, edit))).toBe(`delta.damagedPackage ${check}`);
  });

  it('names packages with the code transform, by header and by segment', async () => {
    const edits: ((bytes: Buffer) => void)[] = [
      (bytes) => bytes.writeUInt16LE(0x0528, 85),
      (bytes) => bytes.writeUInt8(1, payload + 28),
    ];
    for (const edit of edits) {
      const error = await appErrorOf(() => rebuiltFrom(forged(par, edit)));
      expect(error).toMatchObject({ code: 'delta.transformUnknown', params: { transform: 'HLS' } });
    }
  });

  it('survives any forged byte anywhere', () => {
    const random = seededRandom(34);
    for (let round = 0; round < 300; round++) {
      const at = random(par.length);
      const file = forged(par, (bytes) => bytes.writeUInt8(random(256), at));
      try {
        rebuiltFrom(file);
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(AppError);
      }
    }
  });

  it('says which image of the base does not fit', async () => {
    const wrong = async (base: readonly Image[]): Promise<unknown> =>
      (await appErrorOf(() => applyEc7xx(base, par))).params['check'];
    expect(await wrong([])).toBe('oldImage');
    expect(await wrong([{ ...old, bytes: oldBytes.subarray(1) }])).toBe('oldBytes');
    expect(await wrong([fresh])).toBe('oldSha256');
  });
});

describe('the order in place', () => {
  it('refuses to read what was rewritten or lies outside the window', async () => {
    const flash = createFlash(Uint8Array.of(1, 2, 3, 4, 5, 6), 6);
    const whole = { from: 0, to: 6 };
    flash.rewrite(2, Uint8Array.of(9, 9));
    expect([...flash.readOld({ from: 4, to: 6 }, whole, 0)]).toEqual([5, 6]);
    const lost = await appErrorOf(() => flash.readOld({ from: 0, to: 3 }, whole, 0));
    expect(lost.params).toMatchObject({ check: 'inPlaceOrder' });
    const outside = await appErrorOf(() => flash.readOld({ from: 3, to: 5 }, { from: 4, to: 6 }, 0));
    expect(outside.params).toMatchObject({ check: 'windowRule' });
    expect([...flash.image(6)]).toEqual([1, 2, 9, 9, 5, 6]);
  });

  it('refuses a package whose raw part runs into compressed sections that are still needed', async () => {
    const grown = buildCmarImage(cmarPlan('new', { raw: grownRaw(0x20400), tableAt: 0x21000 }));
    const [before, after] = [readLayout(oldBytes), readLayout(grown)];
    if (typeof before === 'string' || typeof after === 'string') throw new Error('no layout');
    const zones = after.zones.flatMap((zone, i) => {
      const other = before.zones[i];
      return other === undefined ? [] : [{ old: other, fresh: zone }];
    });
    // a claim of equal tables makes the writer try the order that it would refuse
    const pair = { old: { ...before, tableAt: after.tableAt }, fresh: after, zones };
    const verdict = async (direction: WriteDirection): Promise<unknown> => {
      const payload = await writeSections(oldBytes, grown, pair, [direction], quietWork());
      if (payload === null) throw new Error('no payload');
      const next = ec718Image('cp', grown);
      const file = writePar(
        [
          {
            role: 'cp',
            address: old.address,
            oldBytes: oldBytes.length,
            newBytes: grown.length,
            oldSha256: old.sha256,
            newSha256: next.sha256,
            payload,
          },
        ],
        'EC718P',
      );
      const { params } = await appErrorOf(() => applyEc7xx([old], file, [next]));
      return params['check'];
    };
    expect(await verdict(forward)).toBe('inPlaceOrder');
  });
});

describe('raw mode', () => {
  const cases = Array.from({ length: 14 }, (_, i) => i);

  it.each(cases)('rebuilds random pair %i in the direction that was kept', async (seed) => {
    const random = seededRandom(900 + seed);
    const shapes = [1, 50, 0x18000 - 1, 0x18000, 0x18001, 0x30000, 40_000, 150_000];
    const from = codeLikeBytes(shapes[random(shapes.length)] ?? 1, 300 + seed);
    const to =
      random(3) === 0
        ? codeLikeBytes(shapes[random(shapes.length)] ?? 1, 400 + seed)
        : laterBuild(from, 500 + seed, 1 + random(20));
    const before = ec718Image('ap', from);
    const after = ec718Image('ap', to.length > 0 ? to : Uint8Array.of(seed));
    const file = await written(before, after, true);
    const { images, checkedRules } = applyEc7xx([before], file);
    expect(Buffer.compare(images[0]?.bytes ?? from, after.bytes)).toBe(0);
    expect(checkedRules).toContain('newSha256');
    expect([forward.name, reverse.name]).toContain(images[0]?.direction);
  });

  it('splits groups where the buffers of the module end', async () => {
    const noise = (seed: number): Uint8Array => {
      const random = seededRandom(seed);
      return Uint8Array.from({ length: 0x28000 }, () => random(256));
    };
    const [before, after] = [ec718Image('ap', noise(1)), ec718Image('ap', noise(2))];
    const file = await written(before, after, true);
    const place = (entry: number): number => Buffer.from(file).readUInt32LE(84 + 112 + 24 + 12 * entry) >>> 8;
    expect(new Set([place(0), place(1)]).size).toBe(2);
    expect(Buffer.compare(applyEc7xx([before], file).images[0]?.bytes ?? noise(1), after.bytes)).toBe(0);
  });

  it('puts segments with little content into one group', async () => {
    const bytes = codeLikeBytes(0x60000, 12);
    const file = await written(ec718Image('ap', bytes), ec718Image('ap', laterBuild(bytes, 13)), true);
    const word = (entry: number): number => Buffer.from(file).readUInt32LE(84 + 112 + 24 + 12 * entry);
    expect(word(3) >>> 8).toBe(word(0) >>> 8);
    expect((word(3) >>> 3) & 0x1f).toBe(3);
  });
});
