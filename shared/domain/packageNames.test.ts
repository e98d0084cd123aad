import { describe, expect, it } from 'vitest';
import { checkNames, nameFindingCodes, type PackageNaming, type Platform } from './packageNames.ts';
import { texts as en } from './texts/en.ts';
import { texts as zh } from './texts/zh-CN.ts';

const found = (platform: Platform, naming: PackageNaming): string[] =>
  checkNames(platform, naming).map(({ part, code }) => `${part} ${code}`);
const file = (name: string, sizeBytes = 1000): PackageNaming => ({ files: [{ name, sizeBytes }] });

describe('openLuat', () => {
  const version = (text: string): PackageNaming => ({ version: text });

  it('takes three segments of at most 999, padded or not', () => {
    for (const good of ['1.2.3', '001.000.002', '999.999.999']) {
      expect(found('openluat', version(good)), good).toEqual([]);
    }
    for (const bad of ['1.2', '1.2.3.4', '1.2.x', '1..3', '-1.2.3']) {
      expect(found('openluat', version(bad)), bad).toEqual(['version notThreeSegments']);
    }
    expect(checkNames('openluat', version('1.1000.3'))).toEqual([
      { level: 'error', code: 'segmentTooLarge', part: 'version', params: { found: '1000', limit: 999 } },
    ]);
  });

  it('lets the first segment be the core of four digits for LuatOS releases only', () => {
    expect(found('openluat', { name: 'DEMO_LuatOS-SoC_Air780E', version: '2034.1.3' })).toEqual([]);
    expect(found('openluat', { name: 'DEMO', version: '2034.1.3' })).toEqual(['version segmentTooLarge']);
    expect(found('openluat', { name: 'DEMO_LuatOS-SoC_Air780E', version: '20345.1.3' })).toEqual([
      'version segmentTooLarge',
    ]);
  });

  it('takes releases of the AT firmware in the spelling of packages', () => {
    expect(found('openluat', { name: 'AirM2M_780E_LTE_AT_V1147', version: 'V1147' })).toEqual([]);
    const [finding] = checkNames('openluat', { name: 'AirM2M_780E_V1147_LTE_AT' });
    expect(finding).toMatchObject({
      code: 'runtimeSpelling',
      params: { expected: 'AirM2M_780E_LTE_AT_V1147' },
    });
  });

  it('warns of names that arrive otherwise and of boards with two names', () => {
    expect(found('openluat', { name: '我的 项目' })).toEqual(['name sentUnencoded']);
    const [finding] = checkNames('openluat', { name: 'DEMO_LuatOS-SoC_Air780EHV-1.8V' });
    expect(finding).toMatchObject({
      level: 'warning',
      code: 'boardHasAlias',
      params: { expected: 'DEMO_LuatOS-SoC_Air780EHV' },
    });
  });

  it('takes only .bin, and wants to know where a delta starts', () => {
    expect(found('openluat', file('demo.bin'))).toEqual([]);
    expect(found('openluat', file('demo.soc'))).toEqual(['file fileType']);
    expect(found('openluat', { delta: true, version: '1.0.2' })).toEqual(['sourceVersion sourceMissing']);
    expect(found('openluat', { delta: true, version: '1.0.2', sourceVersion: '1.0.2' })).toEqual([
      'sourceVersion sourceIsTarget',
    ]);
    expect(found('openluat', { name: '', version: '' })).toEqual(['name empty', 'version empty']);
  });
});

describe('QuecThing', () => {
  it('takes its own file types, 100 MB each, five files', () => {
    for (const name of ['a.bin', 'a.tar.gz', 'a.TAR', 'a.s19', 'a.bin_2', 'a.pack', 'a.py']) {
      expect(found('quecthing', file(name)), name).toEqual([]);
    }
    for (const name of ['a.exe', 'a.gz', '.bin', 'bin']) {
      expect(found('quecthing', file(name)), name).toEqual(['file fileType']);
    }
    expect(found('quecthing', file('a.bin', 100 * 1024 * 1024))).toEqual([]);
    expect(found('quecthing', file('a.bin', 100 * 1024 * 1024 + 1))).toEqual(['file fileTooLarge']);
    const six = Array.from({ length: 6 }, (_, i) => ({ name: `${i}.bin`, sizeBytes: 1 }));
    expect(found('quecthing', { files: six })).toEqual(['files tooManyFiles']);
    expect(found('quecthing', { files: [] })).toEqual(['files noFile']);
  });

  it('wants a source version for deltas and none for full packages', () => {
    expect(found('quecthing', { delta: true, version: 'B' })).toEqual(['sourceVersion sourceMissing']);
    expect(found('quecthing', { delta: true, version: 'B', sourceVersion: 'A' })).toEqual([]);
    expect(found('quecthing', { delta: false, version: 'B', sourceVersion: 'A' })).toEqual([
      'sourceVersion sourceNotWanted',
    ]);
  });

  it('warns when one of two mini files is missing', () => {
    expect(found('quecthing', file('a.mini_1'))).toEqual(['file miniFileAlone']);
    const pair = [...(file('a.mini_1').files ?? []), ...(file('a.mini_2').files ?? [])];
    expect(found('quecthing', { files: pair })).toEqual([]);
  });
});

describe('OneNET', () => {
  it('takes 1 to 20 characters: Chinese in names, letters, digits and three signs in versions', () => {
    expect(found('onenet', { name: '升级 V1.0 (测试)', version: 'V1.0-rc_2' })).toEqual([]);
    expect(found('onenet', { name: '', version: '' })).toEqual(['name empty', 'version empty']);
    expect(found('onenet', { name: '一'.repeat(21), version: '1'.repeat(21) })).toEqual([
      'name length',
      'version length',
    ]);
    expect(found('onenet', { name: '全角！', version: '1.0 beta' })).toEqual([
      'name characters',
      'version characters',
    ]);
    expect(found('onenet', { version: '版本1' })).toEqual(['version characters']);
  });

  it('takes ASCII file names only', () => {
    expect(found('onenet', file('demo-1.0.bin'))).toEqual([]);
    expect(found('onenet', file('固件.bin'))).toEqual(['file fileNameNotAscii']);
  });
});

describe('texts', () => {
  it('exist for every code in both languages', () => {
    for (const texts of [en, zh])
      expect(Object.keys(texts.packageName).sort()).toEqual([...nameFindingCodes].sort());
  });
});
