import { describe, expect, it } from 'vitest';
import { composeLibfota } from './libfota.ts';

const base = { project: 'DEMO', board: 'Air780EHV-1.8V', core: 'V2034', version: '1.2.3' };
const compose = (options: Record<string, string>) => composeLibfota({ positionals: [], options });

describe('the libfota composer', () => {
  it('gives name, aliases, version, file and URL in the order of the library', () => {
    const url = 'http://iot.openluat.com/api/site/firmware_upgrade';
    const made = compose({ ...base, 'libfota-url': url, key: 'K', imei: '86', client: 'libfota' });
    expect(made).toMatchObject({
      name: 'DEMO_LuatOS-SoC_Air780EHV',
      aliases: ['DEMO_LuatOS-SoC_Air780EHV-1.8V'],
      version: '2034.1.3',
      url: `${url}?project_key=K&firmware_name=DEMO_LuatOS-SoC_Air780EHV&version=2034.1.3&imei=86`,
      option: url,
    });
  });

  it('gives what a script writes where nobody said who asks', () => {
    expect(compose({ ...base, 'libfota-url': 'http://h/f' })).toMatchObject({
      url: null,
      option: 'http://h/f?',
    });
  });

  it('is silent where it was not asked', () => {
    expect(compose(base)).toBeNull();
  });

  it('names what is missing or has another form', () => {
    expect(() => compose({ 'libfota-url': 'http://h/f' })).toThrow('--project');
    expect(() => compose({ ...base, 'libfota-url': 'http://h/f', version: '1.2' })).toThrow(
      'badLibfotaVersion',
    );
  });
});
