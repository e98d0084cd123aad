import { describe, expect, it } from 'vitest';
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';
import { packageUrls } from './packageUrls.ts';

const sha256 = 'a'.repeat(64);
const running: ServerStatus = {
  state: 'running',
  port: 8080,
  addresses: [
    { address: 'fd00::7', interfaceName: 'eth0', loopback: false },
    { address: '127.0.0.1', interfaceName: 'lo', loopback: true },
  ],
  publications: [
    {
      id: 'k3',
      path: '/f/k3/u.bin',
      packageSha256: sha256,
      fileName: 'u.bin',
      sizeBytes: 1,
      requests: 0,
      sentBytes: 0,
    },
  ],
};

describe('the addresses of a package', () => {
  it('are one per address of this computer', () => {
    expect(packageUrls(running, sha256).map(({ url }) => url)).toEqual([
      'http://[fd00::7]:8080/f/k3/u.bin',
      'http://127.0.0.1:8080/f/k3/u.bin',
    ]);
  });

  it('are none while it is not served', () => {
    expect(packageUrls(running, 'b'.repeat(64))).toEqual([]);
    expect(packageUrls({ state: 'stopped' }, sha256)).toEqual([]);
    expect(packageUrls(null, sha256)).toEqual([]);
  });
});
