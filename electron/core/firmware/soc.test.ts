import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { appErrorOf, refusalOf } from '../../../test/support/appError.ts';
import { buildLuadb } from '../../../test/support/buildLuadb.ts';
import { buildSevenZip } from '../../../test/support/buildSevenZip.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { filler, socInfoJson, tinyBinpkg } from '../../../test/support/tinyFirmware.ts';
import { readFirmware } from './readFirmware.ts';

const script = buildLuadb([{ name: 'main.lua', bytes: new TextEncoder().encode('print(1)\n') }]);
const members = { 'info.json': socInfoJson(), 'luatos.binpkg': tinyBinpkg(), 'script.bin': script };
const failed = (checks: readonly { name: string; ok: boolean }[]): string[] =>
  checks.filter((check) => !check.ok).map((check) => check.name);

const readZip = (change: Record<string, Uint8Array> = {}) =>
  readFirmware(zipSync({ ...members, ...change }), 'pump.soc');

describe('a LuatOS .soc', () => {
  it('in a 7z is read although something lies behind the archive, and the place is said', async () => {
    const whole = await buildSevenZip(Object.entries(members).map(([path, data]) => ({ path, bytes: data })));
    expect(failed((await readFirmware(whole, 'x.soc')).checks)).toEqual([]);
    const { images, checks } = await readFirmware(Uint8Array.from([...whole, 0, 0]), 'x.soc');
    expect(images).toHaveLength(4);
    const end = checks.find(({ name }) => name === 'archive.end');
    expect(end).toEqual({
      name: 'archive.end',
      ok: false,
      detail: `0 bytes, 2 at 0x${whole.length.toString(16)}`,
    });
  });

  it('in a 7z gives the images of its package and the script with its address and zone', async () => {
    const bytes = await buildSevenZip(Object.entries(members).map(([path, data]) => ({ path, bytes: data })));
    const firmware = await readFirmware(bytes, 'pump.soc');
    expect(firmware).toMatchObject({ container: 'soc', archive: '7z', chip: 'ec618' });
    expect(firmware.images.map(({ name, role }) => [name, role])).toEqual([
      ['ap_bootloader', 'bootloader'],
      ['ap', 'ap'],
      ['cp-demo-flash', 'cp'],
      ['script.bin', 'script'],
    ]);
    expect(firmware.images[3]).toMatchObject({ address: 0x24d000, zoneSizeBytes: 128 * 1024, bytes: script });
    expect(firmware.otherMembers.map(({ name }) => name)).toEqual(['info.json']);
    expect(firmware.version).toEqual({ text: 'PUMP_2.0.1_LuatOS-SoC_V1120_EC618', source: 'infoJson' });
    expect(failed(firmware.checks)).toEqual([]);
  });

  it('in a ZIP is the same firmware', async () => {
    const firmware = await readZip();
    expect(firmware.archive).toBe('zip');
    expect(firmware.images).toHaveLength(4);
  });

  it('is read by content whatever its name says', async () => {
    expect((await readFirmware(zipSync(members), 'photo.jpg')).container).toBe('soc');
  });

  it('without a script is a base firmware, not an error', async () => {
    const { 'script.bin': _, ...base } = members;
    const firmware = await readFirmware(zipSync(base), 'base.soc');
    expect(firmware.images.map(({ role }) => role)).toEqual(['bootloader', 'ap', 'cp']);
  });

  it('finds its members in a folder and in other letter case', async () => {
    const moved = {
      'out/info.json': members['info.json'],
      'out/LUATOS.binpkg': tinyBinpkg(),
      'out/script.bin': script,
    };
    expect((await readFirmware(zipSync(moved), 'pump.soc')).images).toHaveLength(4);
  });

  it('lists debugging material by size without counting it as an image', async () => {
    const firmware = await readZip({ 'luatos.elf': filler(8, 999) });
    expect(firmware.otherMembers).toContainEqual({ name: 'luatos.elf', sizeBytes: 999 });
  });

  it('accepts addresses as numbers, as hex with 0x, and from the file-system section', async () => {
    for (const download of [{ script_addr: 0x24d000 }, { script_addr: '0x24D000' }, {}]) {
      const firmware = await readZip({ 'info.json': socInfoJson({ download }) });
      expect(firmware.images[3]?.address).toBe(0x24d000);
    }
  });
});

describe('a .soc that does not fit together', () => {
  it('names the member that info.json asks for in vain', async () => {
    const { 'luatos.binpkg': _, ...rest } = members;
    const refusal = await refusalOf(() => readFirmware(zipSync(rest), 'pump.soc'));
    expect(refusal).toEqual({ code: 'firmware.missingMember', params: { member: 'luatos.binpkg' } });
  });

  it('with a script and no address for it is refused: the address differs per build', async () => {
    const rom = { file: 'luatos.binpkg', 'version-core': 'V1120' };
    const error = await appErrorOf(() => readZip({ 'info.json': socInfoJson({ download: {}, rom }) }));
    expect(error.params).toMatchObject({ check: 'soc.scriptAddress', expected: 'download.script_addr' });
  });

  it('with an info.json that is no JSON object is damaged', async () => {
    for (const text of ['', '{', '[]', 'null', '7']) {
      const error = await appErrorOf(() => readZip({ 'info.json': new TextEncoder().encode(text) }));
      expect(error.params['check'], text).toBe('soc.infoJson');
    }
  });

  it('with a damaged package is damaged', async () => {
    const error = await appErrorOf(() => readZip({ 'luatos.binpkg': tinyBinpkg().subarray(0, 700) }));
    expect(error.code).toBe('firmware.damaged');
  });

  it('whose info.json names another chip than its package shows has an unknown chip', async () => {
    const firmware = await readZip({ 'info.json': socInfoJson({ chip: { type: 'ec7xx' } }) });
    expect(firmware.chip).toBe('unknown');
    expect(failed(firmware.checks)).toEqual(['soc.chip']);
  });

  it('shows its images although the script is broken or too large for its zone', async () => {
    const broken = script.slice();
    broken[script.length - 1] = (broken[script.length - 1] ?? 0) ^ 1;
    expect(failed((await readZip({ 'script.bin': broken })).checks)).toEqual(['soc.luadb:script.bin']);
    const large = buildLuadb([{ name: 'big.bin', bytes: filler(1, 131_072) }]);
    expect(failed((await readZip({ 'script.bin': large })).checks)).toEqual(['soc.zone:script.bin']);
  });
});

describe('another archive', () => {
  it.each(['sf32lb58', 'esp32c3', 'air1601'])('of %s, which cannot be read, is named', async (type) => {
    const { code, params } = await refusalOf(() => readZip({ 'info.json': socInfoJson({ chip: { type } }) }));
    expect(code).toBe('firmware.unknownFormat');
    expect(params).toMatchObject({ fileName: 'pump.soc', found: `soc:${type}` });
    expect(params['supported']).toContain('.soc');
  });

  it('around one binpkg is that package', async () => {
    const firmware = await readFirmware(
      zipSync({ 'AirM2M_780E_V1147_LTE_AT.bin': tinyBinpkg(), 'readme.md': filler(1, 10) }),
      'x.dfota.bin',
    );
    expect(firmware).toMatchObject({ container: 'binpkg', archive: 'zip', chip: 'ec618' });
    expect(firmware.version).toEqual({ text: 'AirM2M_780E_V1147_LTE_AT', source: 'fileName' });
  });

  it('around two of them, or none, is not a firmware', async () => {
    for (const content of [{ a: tinyBinpkg(), b: tinyBinpkg() }, { a: filler(1, 9) }]) {
      const { params } = await refusalOf(() => readFirmware(zipSync(content), 'x.zip'));
      expect(params).toMatchObject({ found: 'archive:zip' });
    }
  });
});

describe.skipIf(!hasCorpus)('synthetic .soc files around real parts [needs corpus]', () => {
  it('give the images that their packages give alone', async () => {
    const soc = await readFirmware(corpusBytes('luat/ota_made/synthetic_ec618_a.soc'), 'a.soc');
    const binpkg = await readFirmware(corpusBytes('luat/ota_made/r618_old.binpkg'), 'r618_old.binpkg');
    expect(soc.images.slice(0, 3).map(({ sha256 }) => sha256)).toEqual(
      binpkg.images.map(({ sha256 }) => sha256),
    );
    expect(soc.images[3]).toMatchObject({ role: 'script', address: 0x24d000 });
    expect(failed(soc.checks)).toEqual([]);
  });

  it('say that the script of the second one does not match its MD5', async () => {
    const soc = await readFirmware(corpusBytes('luat/ota_made/synthetic_ec618_b.soc'), 'b.soc');
    expect(failed(soc.checks)).toEqual(['soc.luadb:script.bin']);
  });
});
