import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../test/support/appError.ts';
import type { Files } from '../files.ts';
import { checkNaming, composeLibfota } from './names.ts';

const url = 'http://iot.openluat.com/api/site/firmware_upgrade';
const release = { project: 'DEMO', board: 'Air780EHV-1.8V', core: 'V2034', version: '1.2.3' };
const base = { client: 'libfota2', url, ...release } as const;

describe('the libfota composer', () => {
  it('gives name, aliases, version, file and URL in the order of the library', () => {
    const identity = { kind: 'imei', value: '86' } as const;
    expect(composeLibfota({ ...base, client: 'libfota', projectKey: 'K', identity })).toEqual({
      client: 'libfota',
      name: 'DEMO_LuatOS-SoC_Air780EHV',
      aliases: ['DEMO_LuatOS-SoC_Air780EHV-1.8V'],
      version: '2034.1.3',
      fileName: 'DEMO_2034.1.3_LuatOS-SoC_Air780EHV-1.8V.bin',
      url: `${url}?project_key=K&firmware_name=DEMO_LuatOS-SoC_Air780EHV&version=2034.1.3&imei=86`,
      option: url,
    });
  });

  it('gives what a script writes where nobody said who asks', () => {
    expect(composeLibfota(base)).toMatchObject({ url: null, option: `${url}?` });
  });

  it('says which two versions it cannot join', async () => {
    expect(await refusalOf(async () => composeLibfota({ ...base, version: '1.2' }))).toEqual({
      code: 'planning.libfotaVersion',
      params: { core: 'V2034', version: '1.2' },
    });
  });
});

describe('the check of names', () => {
  const files: Files = {
    paths: true,
    read: async () => ({ fileName: '固件.exe', bytes: new Uint8Array(7) }),
    list: async () => [],
    demoFiles: async () => [],
  };
  const ask = (given: Parameters<typeof checkNaming>[1]) => checkNaming(files, given);

  it('judges files by the name and the size that they have', async () => {
    const path = { kind: 'path', path: '/somewhere/else' } as const;
    const answer = await ask({ platform: 'onenet', naming: {}, files: [path] });
    expect(answer).toMatchObject({ ok: false, files: [{ name: '固件.exe', sizeBytes: 7 }] });
    expect(answer.findings.map(({ part, code }) => `${part} ${code}`)).toEqual(['file fileNameNotAscii']);
  });

  it('takes a name and a size where there is no file yet', async () => {
    const huge = { name: 'a.bin', sizeBytes: 200 * 1024 * 1024 };
    expect((await ask({ platform: 'quecthing', naming: {}, files: [huge] })).findings[0]).toMatchObject({
      code: 'fileTooLarge',
      params: { file: 'a.bin' },
    });
  });

  it('lets warnings pass', async () => {
    const answer = await ask({ platform: 'openluat', naming: { name: '水泵' } });
    expect(answer).toMatchObject({ ok: true, findings: [{ level: 'warning' }] });
  });

  it('does not miss files that nobody spoke of', async () => {
    expect((await ask({ platform: 'quecthing', naming: {} })).findings).toEqual([]);
    expect((await ask({ platform: 'quecthing', naming: {}, files: [] })).findings[0]?.code).toBe('noFile');
  });
});
