import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../electron/core/firmware/archive.ts';
import { compareFirmware } from '../../electron/core/firmware/compare.ts';
import type { Firmware } from '../../electron/core/firmware/image.ts';
import { readFirmware } from '../../electron/core/firmware/readFirmware.ts';
import { buildAtPair, buildSocMembers, demoMark } from './demoFirmware.ts';
import { buildEc7xxPair, buildUis8910Pair } from './otherChips.ts';
import { buildSimulatorFiles } from './simulatorFirmware.ts';

const committed = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../resources/demo/${name}`, import.meta.url)));
const read = (name: string): Promise<Firmware> => readFirmware(committed(name), name);

const atPair = buildAtPair();
const socPair = buildSocMembers();
const otherChips = [...buildEc7xxPair(demoMark), ...buildUis8910Pair(demoMark)];

describe('the committed demo firmware', () => {
  it.each([...atPair, ...otherChips, ...buildSimulatorFiles('SIMULATOR_V1', 'SIMULATOR_V2')])(
    '%s is what the generator makes',
    (name, bytes) => {
      expect(Buffer.compare(committed(name), bytes)).toBe(0);
    },
  );

  it.each([...socPair])('%s holds what the generator makes', async (name, members) => {
    const archive = await readArchive(committed(name));
    const found = new Map(archive.members.map(({ path, bytes }) => [path, Buffer.from(bytes ?? [])]));
    expect([...found.keys()].sort()).toEqual([...members.keys()].sort());
    for (const [path, bytes] of members) expect(found.get(path)?.equals(bytes), path).toBe(true);
  });

  it.each([...atPair.keys(), ...socPair.keys()])('%s passes every check of the reader', async (name) => {
    const firmware = await read(name);
    expect(firmware.chip).toBe('ec618');
    expect(firmware.checks.filter((check) => !check.ok)).toEqual([]);
  });

  it.each([...atPair.keys(), ...socPair.keys()])(
    '%s says in every image that it is not for a module',
    async (name) => {
      const { images } = await read(name);
      for (const image of images.filter(({ role }) => role !== 'script'))
        expect(Buffer.from(image.bytes).includes(demoMark), image.name).toBe(true);
    },
  );
});

describe('the release pairs of the other chips', () => {
  it.each(otherChips)('%s is read as what it is, and says that it is not for a module', async (name) => {
    const firmware = await read(name);
    expect(firmware.chip).toBe(name.endsWith('.pac') ? 'uis8910' : 'ec7xx');
    expect(firmware.checks.filter((check) => !check.ok)).toEqual([]);
    const text = name.replace(/^DEMO_|\.\w+$/g, '');
    expect(firmware.version).toMatchObject({ text, source: 'strings' });
    for (const image of firmware.images)
      expect(Buffer.from(image.bytes).includes(demoMark), image.name).toBe(true);
  });
});

describe('the AT release pair', () => {
  const [oldName = '', newName = ''] = atPair.keys();

  it('carries in its code the version that its name states', async () => {
    for (const name of [oldName, newName]) {
      const text = name.replace('.binpkg', '');
      expect((await read(name)).version).toEqual({ text, source: 'strings' });
    }
  });

  it('is an upgrade of AP and CP on one boot loader', async () => {
    const result = compareFirmware(await read(oldName), await read(newName));
    expect(result.versions.order).toBe('newer');
    expect(result.images.map(({ role, state }) => [role, state])).toEqual([
      ['bootloader', 'same'],
      ['ap', 'changed'],
      ['cp', 'changed'],
    ]);
  });

  it('moves addresses as a link does: much of the code differs, little of it is new', async () => {
    const [old, next] = [await read(oldName), await read(newName)].map(
      (firmware) => firmware.images[1]?.bytes,
    );
    if (old === undefined || next === undefined) throw new Error('no AP');
    const differing = old.filter((byte, i) => byte !== next[i]).length;
    expect(differing / old.length).toBeGreaterThan(0.3);
    expect(Math.abs(next.length - old.length)).toBeLessThan(4096);
  });
});

describe('the LuatOS project pair', () => {
  it('has one core and a changed script', async () => {
    const [oldName = '', newName = ''] = socPair.keys();
    const result = compareFirmware(await read(oldName), await read(newName));
    expect(result.images.map(({ role, state }) => [role, state])).toEqual([
      ['bootloader', 'same'],
      ['ap', 'same'],
      ['cp', 'same'],
      ['script', 'changed'],
    ]);
    expect(result.scriptFiles?.filter(({ state }) => state !== 'same').map(({ name }) => name)).toEqual([
      'backlog.lua',
      'main.lua',
    ]);
  });
});
