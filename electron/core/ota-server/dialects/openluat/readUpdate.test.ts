import { describe, expect, it } from 'vitest';
import { errorBody } from './errorBody.ts';
import { readQuery } from './query.ts';
import { readUpdate } from './readUpdate.ts';

const route = '/api/site/firmware_upgrade';

function read(target: string, range?: string) {
  const headers = range === undefined ? [] : [{ name: 'range', value: range }];
  return readUpdate({ targetBytes: Buffer.from(target), headers })?.request ?? null;
}

/** Every form of platform-apis 1.2 says the same; only the identity's name differs. */
const forms: readonly (readonly [client: string, target: string, kind?: string, version?: string])[] = [
  ['libfota', `${route}?project_key=K&firmware_name=F&version=1.0.0&imei=I`],
  ['libfota with a MAC', `${route}?project_key=K&firmware_name=F&version=1.0.0&mac=I`, 'mac'],
  ['libfota of an MCU', `${route}?project_key=K&firmware_name=F&version=1.0.0&uid=I`, 'uid'],
  ['libfota of 2023', `${route}?project_key=K&imei=I&device_key=&firmware_name=F&version=1.0.0`],
  [
    'the socket demo',
    `${route}?project_key=K&imei=I&device_key=&firmware_name=F&version=2034.1.0.0`,
    'imei',
    '2034.1.0.0',
  ],
  ['libfota2', `${route}?imei=I&project_key=K&firmware_name=F&version=1.0.0`],
  ['libfota2 glued to a path', '/my/upgradeimei=I&project_key=K&firmware_name=F&version=1.0.0'],
  ['libfota2 glued to the route', `${route}imei=I&project_key=K&firmware_name=F&version=1.0.0`],
  [
    'libfota2 repeated',
    `${route}?imei=I&project_key=K&firmware_name=F&version=1.0.0?imei=J&project_key=L&version=9`,
  ],
  [
    '8910',
    `${route}?project_key=K&imei=I&firmware_name=F&core_version=3100&dfota=1&version=1.0.0&need_oss_url=1`,
  ],
  ['absolute form', `http://iot.openluat.com${route}?project_key=K&firmware_name=F&version=1.0.0&imei=I`],
  [
    'a proxy before the path',
    `/proxy/x${route}?project_key=K&firmware_name=F&version=1.0.0&imei=I&rndis=1&foo`,
  ],
  ['a muid', `${route}?project_key=K&firmware_name=F&version=1.0.0&muid=I`, 'muid'],
];

describe('an update request', () => {
  it.each(forms)('is understood from %s', (_client, target, kind = 'imei', version = '1.0.0') => {
    expect(read(target ?? '')).toMatchObject({
      identity: { kind, value: 'I' },
      project: 'K',
      firmwareName: 'F',
      version,
      startByte: 0,
    });
  });

  it('keeps plus signs, blanks and raw UTF-8, and decodes only whole escapes', () => {
    expect(read(`${route}?imei=a+b&firmware_name=灯 1&version=1%2E0&project_key=%zz%e7%81`)).toMatchObject({
      identity: { value: 'a+b' },
      firmwareName: '灯 1',
      version: '1.0',
      project: '%zz%e7%81',
    });
  });

  it('has its start from a range', () => {
    expect(read(`${route}?imei=I`, 'bytes=40960-')?.startByte).toBe(40960);
    expect(read(`${route}?imei=I`, 'bytes=0-')?.startByte).toBe(0);
    expect(read(`${route}?imei=I`, 'bytes=-5')?.startByte).toBe(0);
  });

  it('is without identity where nobody gave one, and none at all under other paths', () => {
    expect(read(`${route}?version=1`)).toMatchObject({ identity: null, version: '1' });
    for (const other of ['/', '/f/abc', '/api/site/turnkey_fota?imei=1&project_key=K', '/update.bin'])
      expect(read(other)).toBeNull();
  });

  it('reads whatever order its parameters have, and never throws on anything', () => {
    let state = 7;
    const random = (n: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % n;
    };
    const pairs = ['project_key=K', 'firmware_name=F', 'version=1.0.0', 'imei=I', 'x=1', 'device_key=', 'y'];
    for (let n = 0; n < 500; n++) {
      const shuffled = pairs.map((pair) => [random(1000), pair] as const).sort(([a], [b]) => a - b);
      const target = `${route}?${shuffled.map(([, pair]) => pair).join('&')}`;
      expect(read(target), target).toMatchObject({
        identity: { value: 'I' },
        project: 'K',
        version: '1.0.0',
      });
      const noise = Buffer.from(Array.from({ length: random(60) }, () => random(256)));
      const headers = [{ name: 'range', value: noise.toString('latin1') }];
      expect(() =>
        readUpdate({ targetBytes: Buffer.concat([Buffer.from(route), noise]), headers }),
      ).not.toThrow();
    }
  });

  it('takes the first of two values', () => {
    expect([...readQuery('/x?imei=1&imei=2')]).toEqual([['imei', '1']]);
  });
});

describe('the body of a refusal', () => {
  it('is the one that was captured, byte for byte', () => {
    const body = Buffer.from(errorBody(27, 'classic')).toString('latin1');
    expect(body).toBe('{"code": 27, "msg": "\\u5df2\\u662f\\u6700\\u65b0\\u7248\\u672c"}');
  });

  it('has the length that the documents give', () => {
    const lengths = ([3, 17, 25, 26, 27, 40, 43, 44] as const).map(
      (code) => errorBody(code, 'classic').length,
    );
    expect(lengths).toEqual([52, 41, 53, 53, 59, 47, 41, 59]);
  });

  it('moves three numbers in the shifted table and keeps their texts', () => {
    expect(Buffer.from(errorBody(17, 'shifted')).toString()).toMatch(/^\{"code": 25, "msg": "\\u65e0/);
    expect(Buffer.from(errorBody(26, 'shifted')).toString()).toMatch(/^\{"code": 27, /);
    expect(errorBody(40, 'shifted')).toEqual(errorBody(40, 'classic'));
  });
});
