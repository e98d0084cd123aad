import { describe, expect, it } from 'vitest';
import { isBundleFile, isBundlePath, zones, zoneText } from './fileKind.ts';

describe('a file that was sent', () => {
  it('is a bundle by its first bytes, not by its name', async () => {
    expect(await isBundleFile(new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 20])]))).toBe(true);
    expect(await isBundleFile(new Blob(['PK is a log']))).toBe(false);
    expect(await isBundleFile(new Blob([]))).toBe(false);
  });

  it('is told by its name where only a path is known', () => {
    expect(isBundlePath({ kind: 'path', path: 'D:\\客户\\A.ZIP' })).toBe(true);
    expect(isBundlePath({ kind: 'path', path: '/tmp/zip.txt' })).toBe(false);
    expect(isBundlePath({ kind: 'demo', name: 'a.zip' })).toBe(false);
  });
});

it('says zones as people write them', () => {
  expect(zones).toContain(480);
  expect([480, -210, 345, 0].map(zoneText)).toEqual(['UTC+08:00', 'UTC−03:30', 'UTC+05:45', 'UTC+00:00']);
});
