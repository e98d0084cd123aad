import { describe, expect, it } from 'vitest';
import {
  chipOfModel,
  cloudName,
  compareAirVersions,
  findAirVersion,
  packageName,
  parseAirVersion,
  runtimeName,
} from './airVersion.ts';

const spellings = [
  ['AirM2M_780E_V1147_LTE_AT', 'AirM2M_780E_LTE_AT_V1147', 'AirM2M_780E_LTE_AT'],
  ['AirM2M_780ET_V1015_LTE_AT_IPC', 'AirM2M_780ET_LTE_AT_IPC_V1015', 'AirM2M_780ET_LTE_AT_IPC'],
  ['AirM2M_720U_V301840_LTE_AT', 'AirM2M_720U_LTE_AT_V301840', 'AirM2M_720U_LTE_AT'],
  ['AirM2M_780EL_V1003_LTE_AT_MULP2', 'AirM2M_780EL_LTE_AT_MULP2_V1003', 'AirM2M_780EL_LTE_AT_MULP2'],
] as const;

function parsed(text: string) {
  const version = parseAirVersion(text);
  if (version === null) throw new Error(`not an AirM2M name: ${text}`);
  return version;
}

describe('an AirM2M name', () => {
  it.each(spellings)('%s is the same as %s', (runtime, packaged, cloud) => {
    expect(parsed(packaged)).toEqual(parsed(runtime));
    expect(runtimeName(parsed(packaged))).toBe(runtime);
    expect(packageName(parsed(runtime))).toBe(packaged);
    expect(cloudName(parsed(runtime))).toBe(cloud);
  });

  it('splits into model, digits and variant', () => {
    expect(parsed('AirM2M_780ET_V1015_LTE_AT_IPC')).toEqual({
      model: '780ET',
      digits: '1015',
      variant: 'AT_IPC',
    });
  });

  it('is found inside an answer or a file name', () => {
    const version = parsed('AirM2M_780E_V1147_LTE_AT');
    for (const text of [
      '+CGMR: "AirM2M_780E_V1147_LTE_AT"\r\n',
      'AirM2M_780E_LTE_AT_V1147.binpkg',
      'AirM2M_780E_V1147_LTE_AT.dfota.bin',
    ])
      expect(findAirVersion(text), text).toEqual(version);
  });

  it('is the first of several', () => {
    expect(findAirVersion('AirM2M_780E_LTE_AT_V2 AirM2M_780E_V3_LTE_AT')?.digits).toBe('2');
  });

  it('is not parsed from a text that holds more', () => {
    expect(parseAirVersion('AirM2M_780E_V1147_LTE_AT.binpkg')).toBeNull();
  });

  it.each([
    '',
    'AirM2M',
    'AirM2M_780E_V_LTE_AT',
    'AirM2M_780E_V1147_LTE_',
    'LuatOS-SoC_V1120_EC618',
    'AirM2M_EC718-EC716_AT',
  ])('is not %j', (text) => {
    expect(findAirVersion(text)).toBeNull();
  });
});

describe('comparing AirM2M names', () => {
  const order = (a: string, b: string): string => compareAirVersions(parsed(a), parsed(b));

  it('goes by number, not by text', () => {
    expect(order('AirM2M_780E_V999_LTE_AT', 'AirM2M_780E_V1000_LTE_AT')).toBe('newer');
    expect(order('AirM2M_780E_V1162_LTE_AT', 'AirM2M_780E_V1147_LTE_AT')).toBe('older');
    expect(order('AirM2M_780E_V1147_LTE_AT', 'AirM2M_780E_LTE_AT_V1147')).toBe('same');
  });

  it('stops at another model or variant', () => {
    expect(order('AirM2M_780E_V1_LTE_AT', 'AirM2M_780EX_V2_LTE_AT')).toBe('incomparable');
    expect(order('AirM2M_780E_V1_LTE_AT', 'AirM2M_780E_V2_LTE_LPAT')).toBe('incomparable');
    expect(order('AirM2M_780ET_V1_LTE_AT', 'AirM2M_780ET_V2_LTE_AT_IPC')).toBe('incomparable');
  });
});

describe('the chip of a model', () => {
  it.each([
    ['780E', 'EC618', 'ec618', 'confirmed'],
    ['600E', 'EC618', 'ec618', 'inferred'],
    ['780EL', 'EC716S', 'ec7xx', 'documented'],
    ['780ET', 'EC718P', 'ec7xx', 'confirmed'],
    ['700ECQ', 'EC718', 'ec7xx', 'documented'],
    ['720U', 'RDA8910', 'uis8910', 'documented'],
  ])('%s is %s', (model, silicon, chip, confidence) => {
    expect(chipOfModel(model)).toEqual({ silicon, chip, confidence });
  });

  it('is unknown for a model that is in no table', () => {
    expect(chipOfModel('999Z')).toBeNull();
  });
});
