import { describe, expect, it } from 'vitest';
import { createRedactor } from './redaction.ts';

it('takes out the product key and the secret of QuecThing', () => {
  const { redact } = createRedactor();
  for (const line of [
    'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"',
    '+QIOTCFG: "productinfo","p1111a","c2VjcmV0c2VjcmV0"',
  ]) {
    expect(redact(line)).not.toMatch(/p1111a|c2Vj/);
  }
});

describe('redaction', () => {
  it.each([
    ['862991234567890', '<imei-1>'],
    ['490154203237518', '<imei-1>'],
    ['imei=862991234567890&x=1', 'imei=<imei-1>&x=1'],
    ['460001234567890', '<imsi-1>'],
    ['+ICCID: 898604B81922D0123456', '+ICCID: <iccid-1>'],
    ['ICCID 8986041234567890123F', 'ICCID <iccid-1>'],
    ['AT+UPGRADE="KEY","a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"', 'AT+UPGRADE="KEY","<key-1>"'],
    ['+UPGRADE:KEY,shortkey1', '+UPGRADE:KEY,<key-1>'],
    ['+UPGRADE: KEY,abc', '+UPGRADE: KEY,<key-1>'],
    ['AT+UPGRADE="KEY","k",1', 'AT+UPGRADE="KEY","<key-1>",1'],
    ['AT+UPGRADE=KEY,p$w!d', 'AT+UPGRADE=KEY,<key-1>'],
    ['?project_key=abc&imei=1', '?project_key=<key-1>&imei=1'],
    ['/upgrade?project_key=0123456789abcdef0123456789abcdef&v=1', '/upgrade?project_key=<key-1>&v=1'],
    ['"productKey": "abcdefgh"', '"productKey": "<key-1>"'],
    ['key a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6 end', 'key <key-1> end'],
    ['call 13800138000 or +8613800138001', 'call <phone-1> or <phone-2>'],
    ['+CNUM: "","+4915112345678",145', '+CNUM: "","<phone-1>",145'],
  ])('of %s', (text, expected) => {
    expect(createRedactor().redact(text)).toBe(expected);
  });

  it.each([
    'd41d8cd98f00b204e9800998ecf8427e',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '1750000000000',
    '+UPGRADEIND: -1003',
    'AirM2M_780E_V1147_LTE_AT',
    'http://192.168.100.100:8080/f/1',
    'AT+UPGRADE="KEY"',
    'AT+UPGRADE="KEY",""',
    '+UPGRADE:URL,http://x/y',
  ])('leaves %s', (text) => {
    expect(createRedactor().redact(text)).toBe(text);
  });

  it('gives one value one name, and counts', () => {
    const redactor = createRedactor();
    expect(redactor.redact('490154203237518 then 490154203237518')).toBe('<imei-1> then <imei-1>');
    expect(redactor.redact('460001234567890')).toBe('<imsi-1>');
    expect(redactor.counts()).toMatchObject({ imei: 1, imsi: 1, key: 0 });
  });

  it('takes out a known secret of few letters where it stands alone, and leaves words that hold it', () => {
    expect(createRedactor(['ab1']).redact('key ab1, cab12 and "ab1"')).toBe(
      'key <key-1>, cab12 and "<key-1>"',
    );
  });

  it('takes out known secrets whatever they look like', () => {
    expect(createRedactor(['pass$&word']).redact('x pass$&word y')).toBe('x <key-1> y');
  });
});
