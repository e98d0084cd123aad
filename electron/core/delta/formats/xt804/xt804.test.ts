import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../../../shared/errors.ts';
import { appErrorOf } from '../../../../../test/support/appError.ts';
import { buildLuadb } from '../../../../../test/support/buildLuadb.ts';
import { corpusBytes, hasCorpus } from '../../../../../test/support/corpus.ts';
import { syntheticFirmware, syntheticImage } from '../../../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, seededRandom } from '../../../../../test/support/syntheticImage.ts';
import type { Firmware, FirmwareImage } from '../../../firmware/image.ts';
import { checksum } from './apply/checksum.ts';
import { applyXt804 } from './apply.ts';
import { xt804Fota, xt804Sota } from './format.ts';

interface Fields {
  readonly type?: number;
  readonly attributes?: number;
  readonly run?: number;
  readonly header?: number;
  readonly upgrade?: number;
  readonly number?: number;
  readonly next?: number;
}

/** An image file, written from the table of the header. */
function imageOf(body: Uint8Array, fields: Fields = {}): Uint8Array {
  const out = Buffer.alloc(64 + body.length);
  out.set(body, 64);
  const { type = 1, attributes = 0, run = 0x80d0400, header = 0x80d0000, upgrade = 0x8010000 } = fields;
  const words = [0xa0ffff9f, (attributes | type) >>> 0, run, body.length, header, upgrade, checksum(body)];
  for (const [index, word] of words.entries()) out.writeUInt32LE(word, index * 4);
  out.writeUInt32LE(fields.number ?? 7, 28);
  out.write('V1.2', 32, 'latin1');
  out.writeUInt32LE(fields.next ?? 0, 56);
  out.writeUInt32LE(checksum(out.subarray(0, 60)), 60);
  return Uint8Array.from(out);
}

const appBody = codeLikeBytes(9000, 5);
const app = imageOf(appBody);
const luadb = buildLuadb([{ name: 'main.lua', bytes: codeLikeBytes(1001, 6) }]);
const padded = Uint8Array.from({ ...[...luadb], length: (luadb.length + 3) & ~3 }, (byte) => byte ?? 0);
const wiredScript = imageOf(padded, { run: 0x81e0000, header: 0x20008000, upgrade: 0 });

function firmwareOf(images: readonly FirmwareImage[]): Firmware {
  return syntheticFirmware(images, null, { chip: 'xt804' });
}
const both = firmwareOf([
  syntheticImage('ap', app, 'AIR101.img'),
  syntheticImage('script', wiredScript, 'script.img'),
]);
const control = { onProgress: () => {} };
const u32 = (bytes: Uint8Array, at: number): number => Buffer.from(bytes).readUInt32LE(at);

async function build(format: typeof xt804Fota, fresh: Firmware): Promise<Uint8Array> {
  const plan = format.plan(null, fresh, {});
  const bytes = await format.write(plan, control);
  expect(format.prove(null, plan, bytes).images.every(({ ok }) => ok)).toBe(true);
  return bytes;
}

describe('a .fota', () => {
  it('is the header of the application over a gzip of whole images, the script as type 2', async () => {
    const bytes = await build(xt804Fota, both);
    const { outer, images } = applyXt804(bytes);
    expect(outer).toMatchObject({ type: 1, attributes: 0x10001, runAddress: 0x80d0400, updateNumber: 7 });
    expect(outer).toMatchObject({ headerAddress: 0x80d0000, upgradeAddress: 0x8010000 });
    expect(images.map(({ header }) => header.type)).toEqual([1, 2]);
    expect(Buffer.from(images[0]?.header.bytes ?? []).equals(app.subarray(0, 64))).toBe(true);
    expect(Buffer.from(images[1]?.body ?? []).equals(padded)).toBe(true);
    expect(bytes.length % 4).toBe(0);
    expect(Buffer.from(bytes.subarray(64, 74)).toString('hex')).toBe('1f8b0800000000000003');
    const content = gunzipSync(bytes.subarray(64));
    expect(content.length).toBe(app.length + wiredScript.length);
    expect(bytes.length).toBeLessThan(content.length);
  });

  it('carries an application alone, fills up odd ones at the end, and gives the same bytes each time', async () => {
    const odd = firmwareOf([syntheticImage('ap', imageOf(codeLikeBytes(4001, 1)))]);
    const first = await build(xt804Fota, odd);
    expect(Buffer.compare(first, await build(xt804Fota, odd))).toBe(0);
    expect(applyXt804(first).images.map(({ body }) => body.length)).toEqual([4001]);
  });

  it('names the upgrade zone as its limit', () => {
    const plan = xt804Fota.plan(null, both, {});
    expect(plan.limits).toEqual([{ bytes: 0xc0000, source: 'luat-formats 7.3' }]);
    expect(plan.covered.map(({ role }) => role)).toEqual(['ap', 'script']);
  });

  it('warns where the boot loader looks for the application elsewhere', () => {
    const boot = imageOf(codeLikeBytes(400, 2), { type: 0, next: 0x8010000 });
    const images = [...both.images, syntheticImage('bootloader', boot)];
    const plan = xt804Fota.plan(null, firmwareOf(images), {});
    expect(plan.warnings.map(({ code }) => code)).toEqual(['appAddressDiffers']);
    expect(plan.notCovered).toMatchObject([{ role: 'bootloader', severity: 'warning' }]);
  });
});

describe('a .sota', () => {
  it('is the script alone, addressed to its zone, with the upgrade zone of the application', async () => {
    const { outer, images } = applyXt804(await build(xt804Sota, both));
    expect(outer).toMatchObject({ type: 2, attributes: 0x10002, runAddress: 0x81e0000 });
    expect(outer).toMatchObject({ headerAddress: 0x81e0000, upgradeAddress: 0x8010000 });
    expect(images.map(({ header }) => header.type)).toEqual([2]);
  });

  it('takes a bare LuaDB, whose place the container names', async () => {
    const script = { ...syntheticImage('script', luadb), address: 0x8430000 };
    const { outer, images } = applyXt804(
      await build(xt804Sota, firmwareOf([syntheticImage('ap', app), script])),
    );
    expect(outer).toMatchObject({ type: 2, runAddress: 0x8430000, upgradeAddress: 0x8010000 });
    expect(Buffer.from(images[0]?.body ?? []).equals(padded)).toBe(true);
  });
});

describe('before anything is written', () => {
  const planned = async (format: typeof xt804Fota, fresh: Firmware): Promise<AppError> =>
    await appErrorOf(() => format.plan(null, fresh, {}));

  it('refuses what the format cannot be made of', async () => {
    const other = syntheticFirmware([syntheticImage('ap', app)]);
    expect((await planned(xt804Fota, other)).code).toBe('delta.wrongChip');
    const scriptOnly = firmwareOf([syntheticImage('script', wiredScript)]);
    expect((await planned(xt804Fota, scriptOnly)).params).toMatchObject({ role: 'ap' });
    expect((await planned(xt804Sota, scriptOnly)).params).toMatchObject({ role: 'ap' });
    expect((await planned(xt804Sota, firmwareOf([syntheticImage('ap', app)]))).params).toMatchObject({
      role: 'script',
    });
  });

  it('refuses images that are packed already, signed, cut or something else', async () => {
    const cases: [Uint8Array, string][] = [
      [imageOf(appBody, { attributes: 1 << 16 }), 'xt804-packed'],
      [imageOf(appBody, { attributes: 1 << 8 }), 'xt804-signed'],
      [imageOf(appBody, { attributes: 1 << 4 }), 'xt804-signed'],
      [app.subarray(0, 5000), 'xt804-unknown'],
      [appBody, 'xt804-unknown'],
      [new Uint8Array(3), 'xt804-unknown'],
    ];
    for (const [bytes, format] of cases) {
      const error = await planned(xt804Fota, firmwareOf([syntheticImage('ap', bytes)]));
      expect(error.params).toEqual({ format });
    }
  });
});

describe('the proof', () => {
  const small = firmwareOf([
    syntheticImage('ap', imageOf(codeLikeBytes(60, 1))),
    syntheticImage('script', imageOf(codeLikeBytes(20, 2), { run: 0x81e0000, upgrade: 0 })),
  ]);

  it('refuses every cut, every addition and every flipped bit', async () => {
    const bytes = await build(xt804Fota, small);
    const codeOf = async (file: Uint8Array): Promise<string> =>
      (await appErrorOf(() => applyXt804(file))).code;
    for (let size = 0; size < bytes.length; size++) {
      expect(await codeOf(bytes.subarray(0, size)), `${size} bytes`).toBe('delta.damagedPackage');
    }
    expect(await codeOf(Uint8Array.from([...bytes, 0]))).toBe('delta.damagedPackage');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const hurt = bytes.slice();
      hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await codeOf(hurt), `bit ${bit}`).toBe('delta.damagedPackage');
    }
  });

  it('refuses the package of another application', async () => {
    const bytes = await build(xt804Fota, small);
    const error = await appErrorOf(() => xt804Fota.prove(null, xt804Fota.plan(null, both, {}), bytes));
    expect(error.code).toBe('delta.proofFailed');
  });

  it('holds for applications and scripts of every size', async () => {
    const random = seededRandom(8);
    for (let round = 0; round < 30; round++) {
      const images = [syntheticImage('ap', imageOf(codeLikeBytes(random(3000), round)))];
      if (random(2) === 1) {
        const script = imageOf(codeLikeBytes(random(600), round + 99), { run: 0x81e0000, upgrade: 0 });
        images.push(syntheticImage('script', script));
      }
      await build(xt804Fota, firmwareOf(images));
    }
  });
});

describe.skipIf(!hasCorpus)('real files [needs corpus]', () => {
  it.each(['W806_20211205', 'W806_20211206'])(
    '%s becomes what the vendor made of it, but for the deflate',
    async (name) => {
      const img = corpusBytes(`luat/xt804/${name}.img`);
      const ota = corpusBytes(`luat/xt804/${name}_ota.img`);
      const theirs = applyXt804(ota);
      expect(theirs.images.length).toBe(1);
      expect(gunzipSync(ota.subarray(64)).equals(img)).toBe(true);
      const ours = await build(xt804Fota, firmwareOf([syntheticImage('ap', img)]));
      const changing = [12, 24, 60];
      for (let at = 0; at < 64; at += 4) {
        if (!changing.includes(at)) expect(u32(ours, at), `header ${at}`).toBe(u32(ota, at));
      }
      expect(gunzipSync(ours.subarray(64)).equals(img)).toBe(true);
      expect(ours.length).toBeLessThanOrEqual(ota.length);
    },
  );

  it('takes a real script image', async () => {
    const script = syntheticImage('script', corpusBytes('luat/xt804/script_64bit.img'), 'script.img');
    const { outer } = applyXt804(await build(xt804Sota, firmwareOf([syntheticImage('ap', app), script])));
    expect(outer).toMatchObject({ type: 2, runAddress: 0x80b0000, headerAddress: 0x80b0000 });
  });
});
