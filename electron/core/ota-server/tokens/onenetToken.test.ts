import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkOnenetToken, readOnenetToken } from './checkOnenetToken.ts';
import { makeOnenetToken, signOnenet } from './onenetToken.ts';

const vectors = z
  .array(
    z.object({
      ...{ key: z.string(), version: z.string(), res: z.string(), method: z.string() },
      ...{ et: z.number(), sign: z.string(), token: z.string() },
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(new URL('../../../../test/fixtures/onenet/token-vectors.json', import.meta.url), 'utf8'),
    ),
  );
const key = 'ZW1iZWRkZWQtb3RhLXNlcnZlci10ZXN0LWtleS0wMDAx';
const good =
  'version=2018-10-31&res=products%2F123123&et=1893456000&method=sha1&sign=Y%2F0tKbieWyo747wlMck3wYztQaE%3D';
const check = { keyFor: () => key, nowSeconds: 1_700_000_000 };

describe('the token maker', () => {
  it('has all vectors', () => expect(vectors).toHaveLength(25));

  it.each(vectors)(
    'makes $version $res $method as computed elsewhere',
    ({ key, et, sign, token, ...rest }) => {
      const fields = { ...rest, et: String(et) };
      expect(signOnenet(fields, key)).toBe(sign);
      expect(makeOnenetToken(fields, key)).toBe(token);
      const judged = { keyFor: () => key, nowSeconds: 1_700_000_000 };
      expect(checkOnenetToken(token, judged)).toEqual({ ok: true, fields });
      expect(checkOnenetToken(makeOnenetToken(fields, key, true), judged)).toEqual({ ok: true, fields });
    },
  );

  it('refuses a key that is no Base64, an unknown version, method and resource', () => {
    const fields = { version: '2018-10-31', res: 'products/1', et: '1893456000', method: 'md5' };
    expect(() => makeOnenetToken(fields, 'not a key')).toThrow('onenet.badKey');
    expect(() => makeOnenetToken({ ...fields, version: '2019-01-01' }, key)).toThrow('version');
    expect(() => makeOnenetToken({ ...fields, method: 'sha512' }, key)).toThrow('method');
    expect(() => makeOnenetToken({ ...fields, res: 'product/1' }, key)).toThrow('res');
    expect(() => makeOnenetToken({ ...fields, et: 'soon' }, key)).toThrow('et');
  });
});

describe('the token checker', () => {
  it.each([
    ['', 'token', 'absent'],
    ['Basic YTpi', 'token', 'malformed'],
    [good.replace('version=2018-10-31&', ''), 'version', 'missing'],
    [good.replace('2018-10-31', '2018-10-30'), 'version', 'unknown'],
    [good.replace('products%2F123123', ''), 'res', 'missing'],
    [good.replace('products%2F123123', 'products'), 'res', 'malformed'],
    [good.replace('1893456000', '18934560OO'), 'et', 'malformed'],
    [good.replace('sha1', 'sha'), 'method', 'unknown'],
    [good.replace('%3D', ''), undefined, undefined],
    [good.replace('%3D', '%3'), 'sign', 'badEscape'],
    [good.replace('Y%2F0t', 'Z%2F0t'), 'sign', 'mismatch'],
    [good.replace('sha1', 'SHA1'), 'sign', 'mismatch'],
    [`${good}&et=1`, 'et', 'twice'],
  ])('says of %s that %s is %s', (token, field, fault) => {
    const verdict = checkOnenetToken(token, check);
    if (field === undefined) expect(verdict.ok).toBe(true);
    else expect(verdict).toMatchObject({ ok: false, field, fault });
  });

  it('refuses an expired token only after its signature held', () => {
    const late = { ...check, nowSeconds: 1_893_456_001 };
    expect(checkOnenetToken(good, late)).toMatchObject({ field: 'et', fault: 'expired' });
    expect(checkOnenetToken(good, { ...late, nowSeconds: 1_893_456_000 })).toMatchObject({ ok: true });
    expect(checkOnenetToken(good.replace('Y%2F', 'Z%2F'), late)).toMatchObject({ fault: 'mismatch' });
  });

  it('holds a token to its product and device', () => {
    const fields = { version: '2022-05-01', res: 'products/P/devices/D', et: '1893456000', method: 'md5' };
    const token = makeOnenetToken(fields, key);
    const of = (productId: string, device: string) =>
      checkOnenetToken(token, { ...check, productId, device });
    expect(of('P', 'D')).toMatchObject({ ok: true });
    expect(of('P', 'E')).toMatchObject({ field: 'res', fault: 'otherResource' });
    expect(of('Q', 'D')).toMatchObject({ field: 'res', fault: 'otherResource' });
    expect(checkOnenetToken(token, { ...check, keyFor: () => undefined })).toMatchObject({ fault: 'noKey' });
  });

  it('leaves a raw plus sign a plus sign', () => {
    const raw =
      'version=2018-10-31&res=products/1&et=1893456000&method=sha1&sign=onzQlILHFFNqIY+dOXYM3lthLT8=';
    expect(readOnenetToken(raw)).toMatchObject({ kind: 'read', sign: 'onzQlILHFFNqIY+dOXYM3lthLT8=' });
  });
});
