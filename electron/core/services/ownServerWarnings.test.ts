import { describe, expect, it } from 'vitest';
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';
import { ownServerWarnings } from './ownServerWarnings.ts';

const own = () => ['localhost', '127.0.0.1', '192.168.1.5'];
const running: ServerStatus = {
  state: 'running',
  port: 8080,
  addresses: [],
  publications: [
    {
      ...{ id: 'x', path: '/f/x/a.bin', packageSha256: 'a'.repeat(64), fileName: 'a.bin' },
      ...{ sizeBytes: 1, requests: 0, sentBytes: 0 },
    },
  ],
};

describe('a URL that points to this computer', () => {
  it.each([
    ['http://192.168.1.5:8080/f/x/a.bin', running, []],
    ['http://192.168.1.5:8080/f/y/a.bin', running, ['urlNotServed']],
    ['http://192.168.1.5:8080/f/x/a.bin', { state: 'stopped' }, ['urlServerOff']],
    ['http://192.168.1.5:9000/a.bin', running, []],
    ['http://192.168.1.6:8080/f/y/a.bin', running, []],
    ['https://192.168.1.5/a.bin', { state: 'stopped' }, []],
    ['no url', { state: 'stopped' }, []],
  ] as const)('%s while the server is %j: %j', (url, status, codes) => {
    expect(ownServerWarnings(status, url, own)).toEqual(codes);
  });
});
