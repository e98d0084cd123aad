import { describe, expect, it } from 'vitest';
import { parseLogLine } from './logLine.ts';

describe('parseLogLine', () => {
  it.each([
    ['I/user.main hello', 'info', undefined],
    ['[2026-05-06 10:11:12.345][000000012.345] E/user.fota bad md5', 'error', '000000012.345'],
    ['[00000001.234] W/net', 'warning', '00000001.234'],
    ['2026-05-06 10:11:12.345 D/app x', 'debug', '2026-05-06 10:11:12.345'],
    ['[10:11:12.345] +CME ERROR: 3', 'error', '10:11:12.345'],
    ['E (1234) wifi: down', 'error', undefined],
    ['[WARN] low memory', 'warning', undefined],
    ['ERROR', 'error', undefined],
    ['Everything is fine', 'none', undefined],
    ['+CEREG: 1', 'none', undefined],
    ['12345 bytes read', 'none', undefined],
    ['', 'none', undefined],
  ])('reads level and device time of %j', (text, level, deviceTime) => {
    expect(parseLogLine(text)).toEqual(deviceTime === undefined ? { level } : { level, deviceTime });
  });
});
