import { describe, expect, it } from 'vitest';
import { filler, imageWithTexts, socInfoJson } from '../../../test/support/tinyFirmware.ts';
import type { FirmwareImage, ImageRole } from './image.ts';
import { readSocInfo } from './socInfo.ts';
import { fileNameVersion, findVersions, infoVersion, stringVersion } from './version.ts';

function image(texts: readonly string[], role: ImageRole = 'ap'): FirmwareImage {
  return { name: role, role, address: 0, zoneSizeBytes: 0, bytes: imageWithTexts(7, texts), sha256: '' };
}

const info = readSocInfo(socInfoJson());

describe('a version in the strings of an image', () => {
  it('is found as ATI would answer it', () => {
    expect(stringVersion([image(['AirM2M_780E_V1147_LTE_AT'])])).toEqual({
      text: 'AirM2M_780E_V1147_LTE_AT',
      source: 'strings',
    });
  });

  it('keeps its variant and suffix', () => {
    expect(stringVersion([image(['AirM2M_780ET_V1015_LTE_AT_IPC'])])?.text).toBe(
      'AirM2M_780ET_V1015_LTE_AT_IPC',
    );
  });

  it('is the most frequent of several', () => {
    const texts = ['AirM2M_780E_V1100_LTE_AT', 'AirM2M_780E_V1147_LTE_AT', 'AirM2M_780E_V1147_LTE_AT'];
    expect(stringVersion([image(texts)])?.text).toBe('AirM2M_780E_V1147_LTE_AT');
  });

  it('is the longest of equally frequent ones', () => {
    const texts = ['AirM2M_780E_V1147_LTE_AT', 'AirM2M_780EEN_V1147_LTE_AT_VSIM'];
    expect(stringVersion([image(texts)])?.text).toBe('AirM2M_780EEN_V1147_LTE_AT_VSIM');
  });

  it('is a LuatOS name where there is no AirM2M name', () => {
    expect(stringVersion([image(['LuatOS-SoC_V1120_EC618'])])?.text).toBe('LuatOS-SoC_V1120_EC618');
  });

  it('is not taken from a script, which may talk about any firmware', () => {
    expect(stringVersion([image(['AirM2M_780E_V1147_LTE_AT'], 'script')])).toBeNull();
  });

  it('is not a format string or a broken name', () => {
    expect(
      stringVersion([image(['AirM2M_%s_V%d_LTE_AT', 'AirM2M_780E_V_LTE_AT', 'airm2m_780E_V1_LTE_AT'])]),
    ).toBeNull();
    expect(stringVersion([{ ...image([]), bytes: filler(3, 5000) }])).toBeNull();
  });
});

describe('a version in a file name', () => {
  const names = [
    ['AirM2M_780E_V1147_LTE_AT.binpkg', 'AirM2M_780E_V1147_LTE_AT'],
    ['AirM2M_780E_LTE_AT_V1147.binpkg', 'AirM2M_780E_V1147_LTE_AT'],
    ['AirM2M_780ET_V1016_LTE_AT_IPC.dfota.bin', 'AirM2M_780ET_V1016_LTE_AT_IPC'],
    ['C:\\Users\\li\\AirM2M_780E_V1147_LTE_AT (1).binpkg', 'AirM2M_780E_V1147_LTE_AT'],
    ['/tmp/AirM2M_780E_V1_LTE_AT/AirM2M_780E_V1147_LTE_AT_20240901.binpkg', 'AirM2M_780E_V1147_LTE_AT'],
    ['LuatOS-SoC_V1120_EC618.soc', 'LuatOS-SoC_V1120_EC618'],
    ['PUMP_1.0.13_LuatOS-SoC_V1120_EC618.soc', 'PUMP_1.0.13_LuatOS-SoC_V1120_EC618'],
  ] as const;
  it.each(names)('%s says %s', (name, text) => {
    expect(fileNameVersion(name)).toEqual({ text, source: 'fileName' });
  });

  it('is not found in other names', () => {
    expect(fileNameVersion('firmware.binpkg')).toBeNull();
  });
});

describe('the order of versions', () => {
  const clues = {
    images: [image(['AirM2M_780E_V1147_LTE_AT'])],
    fileNames: ['AirM2M_780E_V1150_LTE_AT.binpkg', ''],
    info: null,
  } as const;
  const sources = (versions: readonly { source: string }[]): string[] => versions.map(({ source }) => source);

  it('puts what the module will answer before the file name', () => {
    expect(findVersions(clues)).toEqual([
      { text: 'AirM2M_780E_V1147_LTE_AT', source: 'strings' },
      { text: 'AirM2M_780E_V1150_LTE_AT', source: 'fileName' },
    ]);
  });

  it('lets the user have the last word, and ignores an empty one', () => {
    expect(findVersions({ ...clues, userVersion: ' V9 ' })[0]).toEqual({ text: 'V9', source: 'user' });
    expect(sources(findVersions({ ...clues, userVersion: ' ' }))).toEqual(['strings', 'fileName']);
  });

  it('puts info.json first in a .soc, since only it knows the version of the project', () => {
    const versions = findVersions({
      ...clues,
      info,
      images: [image(['LuatOS-SoC_V1120_EC618'])],
    });
    expect(sources(versions)).toEqual(['infoJson', 'strings', 'fileName']);
    expect(versions[0]?.text).toBe('PUMP_2.0.1_LuatOS-SoC_V1120_EC618');
  });

  it('names only the core where info.json has no project', () => {
    expect(infoVersion({ ...info, project: null })?.text).toBe('LuatOS-SoC_V1120_EC618');
    expect(infoVersion({ ...info, coreVersion: null })).toBeNull();
  });
});
