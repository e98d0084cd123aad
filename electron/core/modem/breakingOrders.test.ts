import { describe, expect, it } from 'vitest';
import { breakingOrder } from './breakingOrders.ts';

describe('an order that would break an upgrade', () => {
  it.each([
    'AT+RESET',
    'at+reset',
    'AT+RSTSET',
    'AT+CFUN=1,1',
    'AT+CFUN=0',
    'AT+CRESET',
    'AT+QPOWD=1',
    'AT+CGATT=0',
    'AT+UPGRADE',
    'AT+UPGRADE ',
    'AT+UPGRADE="URL","http://a/b?c"',
    'AT+UPGRADE=KEY,abc,1',
    'AT+UARTUPGRADE=0',
    'AT+QFOTADL="http://a/b",1,50',
    'AT+CSQ;+CFUN=1,1',
  ])('is %s', (line) => {
    expect(breakingOrder(line)).toBe(line.trim());
  });

  it.each([
    'AT',
    'ATI',
    'AT+UPGRADE?',
    'AT+UPGRADE=?',
    'AT+UPGRADE="URL"',
    'AT+CFUN?',
    'AT+CGATT?',
    'AT+UARTUPGRADE=1,0,4,00000000,00',
    'AT+UARTUPGRADE=5',
    'AT+QIOTUPDATE=1',
    'AT+QIOTOTARD=0,512',
    'AT+QFOTADL=?',
    'AT+QMTPUB=0,0,0,0,"cmd;+RESET"',
    'a text about AT+RESET',
  ])('is not %s', (line) => {
    expect(breakingOrder(line)).toBeNull();
  });

  it('is found in any of several lines', () => {
    expect(breakingOrder('AT+CSQ\r\nAT+RESET\r\n')).toBe('AT+RESET');
  });
});
