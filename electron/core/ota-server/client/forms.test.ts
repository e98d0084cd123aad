import { expect, it } from 'vitest';
import { otaFormIdSchema } from '../../../../shared/contract/otaClient.ts';
import { otaForms, toBytes } from './forms.ts';
import { readServerAddress } from './serverAddress.ts';

const fields = {
  ...{ key: 'KEY', imei: '862000000000001', firmware: '演示_LuatOS-SoC_Air780EPM', version: '2010.1.1' },
  ...{ core: '3100', model: 'Air 8000', product: 'P1', device: 'D/1', task: '77', step: '100', sn: 't1' },
};

function wire(id: string, url = 'http://192.168.1.10:8080', more = {}): string {
  const form = otaForms.find((known) => known.id === id);
  if (form === undefined) throw new Error(id);
  return Buffer.from(toBytes(form.compose({ ...fields, ...more }, readServerAddress(url)))).toString();
}

it('has every form of the contract once', () => {
  expect(otaForms.map(({ id }) => id).sort()).toEqual([...otaFormIdSchema.options].sort());
});

it.each([
  [
    'libfota',
    'GET /api/site/firmware_upgrade?project_key=KEY&firmware_name=演示_LuatOS-SoC_Air780EPM&version=2010.1.1&imei=862000000000001 HTTP/1.1\r\nConnection: Close\r\nHost: 192.168.1.10:8080\r\n\r\n',
  ],
  [
    'libfota2Glued',
    'GET /upgradeimei=862000000000001&project_key=KEY&firmware_name=演示_LuatOS-SoC_Air780EPM&version=2010.1.1 HTTP/1.1\r\nConnection: Close\r\nHost: 192.168.1.10:8080\r\n\r\n',
  ],
  [
    'luat8910',
    'GET /api/site/firmware_upgrade?project_key=KEY&imei=862000000000001&firmware_name=演示_LuatOS-SoC_Air780EPM&core_version=3100&dfota=1&version=2010.1.1 HTTP/1.1\r\nHost: 192.168.1.10:8080\r\nRange: bytes=0-\r\nConnection: short\r\n\r\n',
  ],
  [
    'noHost',
    'GET /api/site/firmware_upgrade?imei=862000000000001&project_key=KEY&firmware_name=演示_LuatOS-SoC_Air780EPM&version=2010.1.1 HTTP/1.0\r\n\r\n',
  ],
  ['fileLf', 'GET / HTTP/1.1\nHost: 192.168.1.10:8080\nRange: bytes=0-\n\n'],
  [
    'fuseStatus',
    'POST /fuse-ota/P1/D%2F1/77/status HTTP/1.1\r\nHost: 192.168.1.10:8080\r\nContent-Type: application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{"step":100}',
  ],
  [
    'turnkey',
    'GET /api/site/turnkey_fota?imei=862000000000001&project_key=KEY&model=Air%208000&core_id=1&core_version=3100&script_name=%E6%BC%94%E7%A4%BA_LuatOS-SoC_Air780EPM&script_version=2010.1.1 HTTP/1.1\r\nConnection: Close\r\nHost: 192.168.1.10:8080\r\n\r\n',
  ],
])('writes %s byte for byte', (id, expected) => expect(wire(id)).toBe(expected));

it('puts a token into the header as devices write it, or into the query', () => {
  const token = 'version=2018-10-31&res=products/1&et=1&method=md5&sign=ab+/==';
  expect(wire('onenetCheck', 'ota.heclouds.com', { token })).toContain(
    `\r\nHost: ota.heclouds.com:80\r\nAuthorization:${token}\r\n`,
  );
  const inQuery = wire('onenetCheck', 'ota.heclouds.com', { token, tokenInQuery: '1' });
  expect(inQuery).toContain(`&cdn=false&${token} HTTP/1.1`);
  expect(inQuery).not.toContain('Authorization');
});

it('takes the path of the address for the usual one, blanks and all', () => {
  expect(wire('libfota2', 'http://h:1/own path/up')).toMatch(/^GET \/own path\/up\?imei=/);
  expect(wire('verbatim', 'h/x?version=1 2')).toMatch(/^GET \/x\?version=1 2 HTTP/);
  expect(readServerAddress('[::1]:8080/x')).toMatchObject({ hostName: '::1', port: 8080, path: '/x' });
  expect(readServerAddress('https://h')).toMatchObject({ port: 443, tls: true });
  for (const bad of ['', 'ftp://h', 'http://', 'h:0', 'h:70000', 'http://u@h'])
    expect(() => readServerAddress(bad)).toThrow('otaClient.badUrl');
});
