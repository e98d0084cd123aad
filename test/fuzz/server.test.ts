/** Raw sockets against the OTA server, written from the protocol alone: whatever comes, it answers or closes, and stays responsive. */
import { connect, createConnection, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, someBytes } from '../../electron/core/ota-server/testing/bench.ts';
import { eventually } from '../../electron/core/ota-server/testing/eventually.ts';

const file = someBytes(3000);
let bench: Bench;
let path: string;
beforeAll(async () => {
  bench = await openBench({ limits: { remotePace: { burst: 1e9, perSecond: 1e9 } } });
  ({ path } = await bench.publish(file, 'secret name.bin', { limit: { count: 1e9, windowMs: 1 } }));
});
afterAll(() => bench.server.stop());

/** Sends bytes, closes the sending side where asked, and resolves with everything that came until the end. */
function exchange(bytes: Uint8Array | string, closeAfter = true): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const socket = createConnection({ port: bench.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(Buffer.concat(pieces)));
    if (closeAfter) socket.end(bytes);
    else socket.write(bytes);
  });
}

const statusOf = (answer: Buffer): number =>
  Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer.toString('latin1'))?.[1] ?? 0);

async function expectResponsive(): Promise<void> {
  const answer = await exchange(`GET ${path} HTTP/1.1\r\n\r\n`, false);
  expect(answer.subarray(-file.length).equals(file)).toBe(true);
}

/** Connections that are kept open by clients that do not behave. */
async function holdOpen(count: number, first: string): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect({ port: bench.port, host: '127.0.0.1' }));
  for (const socket of sockets) {
    socket.on('error', () => undefined);
    socket.resume();
    if (first !== '') socket.write(first);
  }
  await eventually(() => expect(bench.clock.waiting().length).toBeGreaterThanOrEqual(count));
  return sockets;
}

describe('a slow client', () => {
  it('cannot keep a connection by a byte now and then, and 200 of them keep nobody else out', async () => {
    const before = bench.rows('httpResponse').length;
    const sockets = await holdOpen(200, 'GET /f/x HTTP/1.1\r\nX: ');
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (let second = 0; second < 10; second++) {
      await expectResponsive();
      for (const socket of sockets) socket.write('y');
      bench.clock.advance(1000);
    }
    await Promise.all(closed);
    await eventually(() => expect(bench.rows('httpResponse').length).toBe(before + 210));
    const late = bench.rows('httpResponse').filter(({ decision }) => decision === 'decision.requestTimeout');
    expect(late).toHaveLength(200);
  });

  it('that says nothing is let go too, and a half-open one that vanishes after its request leaves nothing behind', async () => {
    const silent = await holdOpen(50, '');
    const closed = silent.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await expectResponsive();
    bench.clock.advance(10_000);
    await Promise.all(closed);
    const vanishing = createConnection({ port: bench.port, host: '127.0.0.1', allowHalfOpen: true });
    vanishing.on('error', () => undefined);
    vanishing.write(`GET ${path} HTTP/1.1\r\n\r\n`);
    vanishing.resume();
    await new Promise((resolve) => vanishing.once('end', resolve));
    await eventually(() => expect(bench.clock.waiting()).toHaveLength(1));
    bench.clock.advance(3_600_000);
    await eventually(() =>
      expect(bench.events.at(-1)).toMatchObject({ ending: 'unconfirmed', complete: false }),
    );
    expect(bench.clock.waiting()).toEqual([]);
    vanishing.destroy();
  });
});

describe('a head', () => {
  it.each([
    ['a line without an end', `GET /${'a'.repeat(20_000)}`, 431],
    ['very many headers', `GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(500)}\r\n`, 431],
    ['one huge header', `GET / HTTP/1.1\r\nX: ${'b'.repeat(9000)}\r\n\r\n`, 431],
    ['a body that is too large', `POST ${'/'} HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n`, 413],
    ['a length that is none', 'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400],
    ['TLS', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), 400],
  ])('that holds %s is refused, and the next client is served', async (_, bytes, status) => {
    expect(statusOf(await exchange(bytes))).toBe(status);
    await expectResponsive();
  });
});

describe('a path', () => {
  it.each([
    '/',
    '/f',
    '/f/',
    '/etc/passwd',
    '/../../../../etc/passwd',
    '/f/../../../etc/passwd',
    '/f/..%2f..%2f..%2fetc%2fpasswd',
    '/f/%2e%2e/%2e%2e/etc/passwd',
    '/f/....//....//etc/passwd',
    '\\..\\..\\windows\\win.ini',
    '/f/aaaaaaaa/../../package.json',
    '/f/aaaaaa\0/x',
    'file:///etc/passwd',
    'http://other.example/f/zzzzzzzz/x',
    '//etc/passwd',
    '*',
  ])('that is no download address gets 404 without a name of anything: %j', async (target) => {
    const answer = (await exchange(`GET ${target} HTTP/1.1\r\n\r\n`)).toString('latin1');
    expect(statusOf(Buffer.from(answer))).toBeGreaterThanOrEqual(400);
    expect(answer).not.toMatch(/secret|root:|\/f\/|dependencies/);
  });

  it('of one that is registered serves that file only, whatever stands around the id', async () => {
    const id = path.split('/')[2] ?? '';
    for (const target of [
      `/f/${id}/../../etc/passwd`,
      `/x/../f/${id}/..`,
      `http://other.example/f/${id}/y`,
    ]) {
      const answer = await exchange(`GET ${target} HTTP/1.1\r\n\r\n`);
      expect(answer.subarray(-file.length).equals(file)).toBe(true);
    }
  });
});

/** A small generator of its own, so that a failing number can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

const words = [
  'GET ',
  'POST ',
  'HEAD ',
  'gEt\t',
  'BREW ',
  '/',
  '/f/',
  '?',
  'imei=',
  '&',
  '%00',
  '%zz',
  '..',
  ' HTTP/1.1',
  ' HTTP/1.0',
  ' HTTP/9.9',
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  '\n\n',
  'Range: bytes=',
  '0-',
  '-5',
  '5-1',
  '99999999999999999999-',
  'Content-Length: ',
  '3',
  'Transfer-Encoding: chunked',
  'Host: a',
  'If-Range: x',
  ': ',
  '\0',
  '中文',
  '\u00ff',
  '/api/site/firmware_upgrade?',
  'project_key=k',
  '&firmware_name=f',
  '&version=1.0.0',
  '/ota/south/check',
  '/fuse-ota/p/d/check',
  'Authorization:version=2018-10-31&res=',
  'Expect: 100-continue',
];

function randomRequest(seed: number): Buffer {
  const next = random(seed);
  if (seed % 4 === 0) return Buffer.from(Array.from({ length: next(300) }, () => next(256)));
  const whole = seed % 4 === 1 ? `GET ${path} HTTP/1.1\r\n` : '';
  const text = Array.from({ length: next(25) }, () => words[next(words.length)] ?? '').join('');
  const bytes = Buffer.from(`${whole}${text}${seed % 3 === 0 ? '\r\n\r\n' : ''}`);
  // Every fifth has a few bytes damaged.
  if (seed % 5 === 0) for (let n = 0; n < 4 && bytes.length > 0; n++) bytes[next(bytes.length)] = next(256);
  return bytes;
}

describe('10,000 random requests', () => {
  it('are answered or closed one by one, with a header below 512 bytes, and the server stays responsive', async () => {
    const failures = () => bench.rows('serverEvent').filter(({ event }) => event === 'failed');
    for (let from = 0; from < 10_000; from += 50) {
      const seeds = Array.from({ length: 50 }, (_, n) => from + n);
      const answers = await Promise.all(seeds.map((seed) => exchange(randomRequest(seed))));
      for (const [n, answer] of answers.entries()) {
        if (answer.length === 0) continue;
        const headEnd = answer.indexOf('\r\n\r\n');
        const odd = `seed ${from + n}: ${answer.subarray(0, 80).toString('latin1')}`;
        expect(statusOf(answer) >= 200 && headEnd > 0 && headEnd < 508 ? '' : odd).toBe('');
        expect(answer.subarray(0, headEnd).includes('\r\nConnection: close') ? '' : odd).toBe('');
      }
      if (from % 1000 === 0) await expectResponsive();
    }
    expect(failures()).toEqual([]);
    await expectResponsive();
    await eventually(() => expect(bench.clock.waiting()).toEqual([]));
  }, 120_000);
});
