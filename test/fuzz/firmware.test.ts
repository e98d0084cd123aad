/** Seeded damage to small containers: whatever the bytes, a reader answers with a firmware or an AppError. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../electron/core/firmware/inspectFile.ts';
import { readFirmware } from '../../electron/core/firmware/readFirmware.ts';
import { AppError } from '../../shared/errors.ts';
import { buildBinpkg, ec718Images } from '../support/buildBinpkg.ts';
import { buildLuadb } from '../support/buildLuadb.ts';
import { buildSevenZip } from '../support/buildSevenZip.ts';
import { filler, socInfoJson, tinyBinpkg } from '../support/tinyFirmware.ts';
import { vendorSamples } from '../support/vendorSamples.ts';

const content = { bl: filler(1, 30), ap: filler(2, 40), cp: filler(3, 30) };
const members = {
  'info.json': socInfoJson(),
  'luatos.binpkg': tinyBinpkg(),
  'script.bin': buildLuadb([{ name: 'main.lua', bytes: filler(4, 60) }]),
};
const inputs: readonly (readonly [name: string, bytes: Uint8Array, rounds: number])[] = [
  ['a legacy binpkg', tinyBinpkg(), 3000],
  ['a pkgmode binpkg', buildBinpkg({ images: ec718Images(content), productName: 'EC718P_PRD' }), 3000],
  ['a .soc in a ZIP', zipSync(members), 150],
  [
    'a .soc in a 7z',
    await buildSevenZip(Object.entries(members).map(([path, bytes]) => ({ path, bytes }))),
    150,
  ],
];

function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
}

/** One to four changes: a flipped bit, a byte of 00 or FF, four bytes of FF, a cut. */
function damage(bytes: Uint8Array, random: (limit: number) => number): Uint8Array {
  let result = bytes.slice();
  for (let i = random(4); i >= 0; i -= 1) {
    const at = random(result.length || 1);
    const kind = random(5);
    if (kind === 0) result.fill(0, at, at + 1);
    else if (kind === 1) result.fill(0xff, at, at + 1);
    else if (kind === 2) result.fill(0xff, at, at + 4);
    else if (kind === 3 && random(4) === 0) result = result.slice(0, at);
    else result[at] = (result[at] ?? 0) ^ (1 << random(8));
  }
  return result;
}

describe.each(inputs)('%s with damaged bytes', (_name, bytes, rounds) => {
  it('ends in a firmware or an AppError, and never hands out an image of other content', async () => {
    const intact = new Set((await readFirmware(bytes, 'x')).images.map((image) => image.sha256));
    const random = createRandom(0x5eed);
    for (let round = 0; round < rounds; round += 1) {
      try {
        const firmware = await readFirmware(damage(bytes, random), 'x');
        for (const image of firmware.images) expect(intact, `round ${round}`).toContain(image.sha256);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code, `round ${round}`).toMatch(/^firmware\./);
      }
    }
  });
});

/** Archives cost too much for many rounds; above they have their own. */
const plainSamples = vendorSamples.filter(({ name }) => !/soc|upload/.test(name));

describe.each(plainSamples)('$name with damaged bytes', ({ bytes }) => {
  it('ends in an inspection or an AppError that says where', async () => {
    const random = createRandom(0xf00d);
    for (let round = 0; round < 400; round += 1) {
      try {
        await inspectFile(damage(bytes, random), 'x');
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code, `round ${round}`).toMatch(/^firmware\./);
        if (error.code === 'firmware.damaged') expect(error.params['offset']).toEqual(expect.any(Number));
      }
    }
  });
});
