import { describe, expect, it } from 'vitest';
import { inspectionSchema } from '../../../shared/contract/firmware.ts';
import { refusalOf } from '../../../test/support/appError.ts';
import { buildLuadb } from '../../../test/support/buildLuadb.ts';
import { corpusBytes, hasCorpus } from '../../../test/support/corpus.ts';
import { filler, imageWithTexts, tinyBinpkg } from '../../../test/support/tinyFirmware.ts';
import { sha256Hex } from './digest.ts';
import { inspectFirmware } from './inspect.ts';
import { readFirmware } from './readFirmware.ts';

const named = tinyBinpkg({ ap: imageWithTexts(2, ['AirM2M_780E_V1147_LTE_AT']) });

describe('reading a firmware', () => {
  it('goes by content, so a binpkg under a false name is a binpkg', async () => {
    const firmware = await readFirmware(named, 'holiday.zip');
    expect(firmware).toMatchObject({ container: 'binpkg', chip: 'ec618', sizeBytes: named.length });
    expect(firmware.sha256).toBe(sha256Hex(named));
    expect(firmware.version).toEqual({ text: 'AirM2M_780E_V1147_LTE_AT', source: 'strings' });
  });

  it('takes a version from the user before all others', async () => {
    const { version } = await readFirmware(named, 'x.binpkg', { userVersion: 'AirM2M_780E_V1148_LTE_AT' });
    expect(version).toEqual({ text: 'AirM2M_780E_V1148_LTE_AT', source: 'user' });
  });

  it('has no version when nothing names one', async () => {
    expect((await readFirmware(tinyBinpkg(), 'x.binpkg')).version).toBeNull();
  });

  it('says that a name promises another chip than the content shows', async () => {
    const { checks } = await readFirmware(named, 'AirM2M_780EP_V1007_LTE_AT.binpkg');
    expect(checks).toContainEqual({ name: 'version.chip:strings', ok: true, detail: '' });
    expect(checks).toContainEqual({
      name: 'version.chip:fileName',
      ok: false,
      detail: 'ec7xx (AirM2M_780EP_V1007_LTE_AT), ec618',
    });
  });

  it('reports as the contract promises, without bytes', async () => {
    const report = inspectFirmware(await readFirmware(named, 'x.binpkg'));
    expect(inspectionSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.parts[1]).toMatchObject({ name: 'ap', role: 'ap', address: 0x24000 });
  });
});

describe('a file that is no firmware', () => {
  const ascii = (text: string): number[] => [...new TextEncoder().encode(text)];
  const files: readonly (readonly [string, readonly number[] | Uint8Array])[] = [
    ['gzip', [0x1f, 0x8b, 8, 0]],
    ['elf', [0x7f, 0x45, 0x4c, 0x46]],
    ['wrapper7e', [0x7e, 0, 0, 0, 1, 0x7d, 0, 0, 0, 9]],
    ['deltaPar', [0xec, 0xdf, 0x20, 0x40]],
    ['deltaParSigned', [0xec, 0xae, 1, 0]],
    ['rdaota02', ascii('RDAOTA02....')],
    ['luatosOta:ec618', [0x16, 0x8c, 0xf1, 0xea]],
    ['luatosOta:ec7xx', [0x18, 0x72, 0xc3, 0xea]],
    ['luatosOta:uis8910', [0x00, 0x88, 0x18, 0xda]],
    ['luadb', buildLuadb([])],
    ['unknown', ascii('hello, world')],
    ['unknown', [0x7e, 0xff, 0xff, 0xff, 0xff, 0x7d]],
  ];
  it.each(files)('is recognised as %s', async (found, bytes) => {
    const { code, params } = await refusalOf(() => readFirmware(Uint8Array.from(bytes), 'x.binpkg'));
    expect(code).toBe('firmware.unknownFormat');
    expect(params).toMatchObject({ found, fileName: 'x.binpkg' });
  });

  it('of 0 bytes is called empty and nothing else', async () => {
    const error = await refusalOf(() => readFirmware(new Uint8Array(0), 'x.soc'));
    expect(error).toMatchObject({ code: 'firmware.empty', params: { fileName: 'x.soc' } });
  });

  it('shows its first bytes', async () => {
    const { params } = await refusalOf(() => readFirmware(filler(1, 40), 'x'));
    expect(params['firstBytes']).toMatch(/^([0-9a-f]{2} ){7}[0-9a-f]{2}$/);
  });

  it('is not even looked at beyond 128 MiB', async () => {
    const { code, params } = await refusalOf(() => readFirmware(new Uint8Array(134_217_729), 'disk.iso'));
    expect(code).toBe('firmware.tooLarge');
    expect(params).toEqual({ fileName: 'disk.iso', sizeBytes: 134_217_729, limitBytes: 134_217_728 });
  });
});

describe.skipIf(!hasCorpus)('files people pick by mistake [needs corpus]', () => {
  const files = [
    ['luat/ota_made/r618.par', 'deltaPar'],
    ['luat/ec618/official_at_dfota_first1024.bin', 'deltaPar'],
    ['luat/ota_made/out.sota', 'luatosOta:ec7xx'],
    ['luat/ota_script/Air780E_EC618_fota_uart.bin', 'luatosOta:ec618'],
    ['luat/uis8910/official_nochange_112.pack', 'rdaota02'],
  ] as const;
  it.each(files)('%s is recognised as %s', async (path, found) => {
    const { params } = await refusalOf(() => readFirmware(corpusBytes(path), path));
    expect(params).toMatchObject({ found });
  });
});
