import { describe, expect, it } from 'vitest';
import { expectedUrl } from './expectedUrl.ts';

describe('the URL before the start', () => {
  it('is shown as it is once something is published', () => {
    const url = 'http://192.168.1.4:8080/f/k3/u.bin';
    expect(expectedUrl(url, 'x.bin')).toEqual({ url, placeholders: false });
  });

  it('says which parts are still open', () => {
    expect(expectedUrl('http://192.168.1.4/', 'x.bin')).toEqual({
      url: 'http://192.168.1.4:PORT/f/ID/x.bin',
      placeholders: true,
    });
    expect(expectedUrl('http://[::1]:8080/', 'x.bin').url).toBe('http://[::1]:8080/f/ID/x.bin');
  });

  it('makes nothing up where the core says nothing', () => {
    expect(expectedUrl(null, 'x.bin')).toEqual({ url: null, placeholders: false });
  });
});
