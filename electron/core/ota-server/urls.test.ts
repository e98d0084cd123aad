import { describe, expect, it } from 'vitest';
import { hostWithPort, joinUrl, pathFor } from './urls.ts';

describe('URL of a publication', () => {
  it('has a name of plain ASCII, whatever the file is called', () => {
    expect(pathFor('0a1b2c3d', 'AirM2M_780E_V1155_LTE_AT.dfota.bin')).toBe(
      '/f/0a1b2c3d/AirM2M_780E_V1155_LTE_AT.dfota.bin',
    );
    expect(pathFor('0a1b2c3d', '固件 (2)/../x.bin')).toBe('/f/0a1b2c3d/_2_.._x.bin');
    expect(pathFor('0a1b2c3d', '')).toBe('/f/0a1b2c3d/package');
  });

  it('always says the port and takes the port of a tunnel', () => {
    expect(joinUrl(hostWithPort('10.0.0.1', 80), '/f/a')).toBe('http://10.0.0.1:80/f/a');
    expect(joinUrl(hostWithPort('bench.example.com:9000', 80), '/f/a')).toBe(
      'http://bench.example.com:9000/f/a',
    );
  });

  it('is at most 127 bytes long, and says how long it would have been', () => {
    const host = '10.0.0.1:8080';
    const path = (total: number): string => `/${'x'.repeat(total - 'http://10.0.0.1:8080/'.length)}`;
    expect(joinUrl(host, path(127))).toHaveLength(127);
    expect(() => joinUrl(host, path(128))).toThrow(
      expect.objectContaining({ code: 'server.urlTooLong', params: { lengthBytes: 128, limitBytes: 127 } }),
    );
  });

  it('is refused at publication when no own address could make it short enough', () => {
    expect(() => pathFor('0a1b2c3d', 'x'.repeat(120))).toThrow(
      expect.objectContaining({ code: 'server.urlTooLong' }),
    );
  });
});
