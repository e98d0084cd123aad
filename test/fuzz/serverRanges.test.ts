/** What hawkBit's tests ask of a download (platform-apis 4), over raw sockets and written apart from the server. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, someBytes } from '../../electron/core/ota-server/testing/bench.ts';

const file = someBytes(100_003, 5);
let bench: Bench;
let path: string;
beforeAll(async () => {
  bench = await openBench();
  ({ path } = await bench.publish(file, 'pack.bin', { limit: { count: 1000, windowMs: 1 } }));
});
afterAll(() => bench.server.stop());

function get(headers: string): Promise<{ head: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect({ port: bench.port, host: '127.0.0.1' });
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', reject);
    socket.on('close', () => {
      const all = Buffer.concat(pieces);
      const end = all.indexOf('\r\n\r\n') + 4;
      resolve({ head: all.subarray(0, end).toString('latin1'), body: all.subarray(end) });
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`);
  });
}

const headOf = (status: string, length: number, range?: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/octet-stream\r\nContent-Length: ${length}\r\n` +
  `${range === undefined ? '' : `Content-Range: bytes ${range}\r\n`}Connection: close\r\n\r\n`;

describe('a download', () => {
  it('is put together from 50 parts, each with its exact head', async () => {
    const step = Math.ceil(file.length / 50);
    const parts: Buffer[] = [];
    for (let start = 0; start < file.length; start += step) {
      const last = Math.min(start + step, file.length) - 1;
      const { head, body } = await get(`Range: bytes=${start}-${last}\r\n`);
      expect(head).toBe(headOf('206 Partial Content', last + 1 - start, `${start}-${last}/100003`));
      parts.push(body);
    }
    expect(parts).toHaveLength(50);
    expect(Buffer.concat(parts).equals(file)).toBe(true);
  });

  it.each([
    ['open from the start', 'bytes=0-', 0, 100_002],
    ['open from the middle', 'bytes=50000-', 50_000, 100_002],
    ['the last byte', 'bytes=100002-', 100_002, 100_002],
    ['a suffix', 'bytes=-3', 100_000, 100_002],
    ['a suffix longer than the file', 'bytes=-999999', 0, 100_002],
    ['an end beyond the file', 'bytes=99990-200000', 99_990, 100_002],
  ])('answers %s with that part', async (_, range, start, last) => {
    const { head, body } = await get(`Range: ${range}\r\n`);
    expect(head).toBe(headOf('206 Partial Content', last + 1 - start, `${start}-${last}/100003`));
    expect(body.equals(file.subarray(start, last + 1))).toBe(true);
  });

  it.each(['bytes=100003-', 'bytes=999999999999999999999-', 'bytes=-0'])(
    'refuses %s with 416 and the size',
    async (range) => {
      const { head } = await get(`Range: ${range}\r\n`);
      expect(head).toMatch(/^HTTP\/1\.1 416 /);
      expect(head).toContain('\r\nContent-Range: bytes */100003\r\n');
    },
  );

  it.each([
    ['a validator that cannot match', 'Range: bytes=5-9\r\nIf-Range: "abc"\r\n'],
    ['a date as validator', 'Range: bytes=5-9\r\nIf-Range: Wed, 21 Oct 2015 07:28:00 GMT\r\n'],
    ['several ranges', 'Range: bytes=0-4,10-14\r\n'],
    ['another unit', 'Range: lines=1-2\r\n'],
    ['an end before the start', 'Range: bytes=9-5\r\n'],
  ])('is whole with %s', async (_, headers) => {
    const { head, body } = await get(headers);
    expect(head).toBe(headOf('200 OK', 100_003));
    expect(body.equals(file)).toBe(true);
  });
});
