import { describe, expect, it } from 'vitest';
import {
  type LibfotaRequest,
  libfotaNames,
  libfotaNameWithoutNetwork,
  libfotaOption,
  libfotaUrl,
  libfotaVersion,
  luatoolsFileName,
} from './libfota.ts';

describe('names of LuatOS boards', () => {
  it('cut the board at its first hyphen and keep the older name as an alias', () => {
    expect(libfotaNames('DEMO', 'Air780E')).toEqual({ name: 'DEMO_LuatOS-SoC_Air780E', aliases: [] });
    expect(libfotaNames('DEMO', 'Air780EHV-1.8V')).toEqual({
      name: 'DEMO_LuatOS-SoC_Air780EHV',
      aliases: ['DEMO_LuatOS-SoC_Air780EHV-1.8V'],
    });
  });

  it('are the name of the core where there is no network', () => {
    expect(libfotaNameWithoutNetwork('DEMO', 'LuatOS-SoC_V1005_AIR101')).toBe('DEMO_LuatOS-SoC_V1005_AIR101');
  });

  it('drop the middle of the script version', () => {
    expect(libfotaVersion('V2034', '1.2.3')).toBe('2034.1.3');
    expect(libfotaVersion('2034', '001.000.002')).toBe('2034.001.002');
    expect(libfotaVersion('V2034', '1.2')).toBeNull();
    expect(libfotaVersion('LuatOS', '1.2.3')).toBeNull();
  });

  it('stand in the file as LuaTools writes it', () => {
    expect(luatoolsFileName('PANSHI', 'Air780EHM', '2034.001.003')).toBe(
      'PANSHI_2034.001.003_LuatOS-SoC_Air780EHM.bin',
    );
  });
});

describe('URLs', () => {
  const request: LibfotaRequest = {
    url: 'http://10.0.0.2:8080/u',
    projectKey: 'K',
    firmwareName: 'DEMO_LuatOS-SoC_Air780E',
    version: '2034.1.3',
    identity: { kind: 'imei', value: '860000000000001' },
  };

  it('have the parameters in the order of their library', () => {
    const base = 'http://10.0.0.2:8080/u?';
    const what = 'firmware_name=DEMO_LuatOS-SoC_Air780E&version=2034.1.3';
    expect(libfotaUrl('libfota', request)).toBe(`${base}project_key=K&${what}&imei=860000000000001`);
    expect(libfotaUrl('libfota2', request)).toBe(`${base}imei=860000000000001&project_key=K&${what}`);
    expect(libfotaUrl('libfota2023', request)).toBe(
      `${base}project_key=K&imei=860000000000001&device_key=&${what}`,
    );
  });

  it('get the question mark that libfota2 does not write itself', () => {
    expect(libfotaOption('libfota2', 'http://a/b')).toBe('http://a/b?');
    expect(libfotaOption('libfota2', 'http://a/b?')).toBe('http://a/b?');
    expect(libfotaOption('libfota2', 'http://a/b?c=1')).toBe('http://a/b?c=1&');
    expect(libfotaOption('libfota2', 'http://a/b', true)).toBe('###http://a/b');
    expect(libfotaOption('libfota', 'http://a/b')).toBe('http://a/b');
  });
});
