import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { journalRowSchema } from '../../../shared/contract/journal.ts';
import type { OtaServerParts } from './otaServer.ts';
import { type Bench, openBench, someBytes } from './testing/bench.ts';
import { eventually } from './testing/eventually.ts';
import { ask, openClient, type RawAnswer } from './testing/rawClient.ts';

const opened: Bench[] = [];
afterEach(async () => {
  for (const { server } of opened.splice(0)) await server.stop();
});

const file = someBytes(58_200);

async function serving(parts: Partial<OtaServerParts> = {}, bytes: Uint8Array = file) {
  const made = await openBench(parts);
  opened.push(made);
  const publication = await made.publish(bytes);
  const get = (headers = '', method = 'GET'): Promise<RawAnswer> =>
    ask(made.port, `${method} ${publication.path} HTTP/1.1\r\n${headers}\r\n`);
  return { ...made, publication, path: publication.path, get };
}

describe('direct file', () => {
  it('is served whole, with the four header lines that modules need and no other', async () => {
    const { get } = await serving();
    const answer = await get('Host: 127.0.0.1\r\n');
    expect(answer.head).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 58200\r\nConnection: close\r\n\r\n',
    );
    expect(answer.headBytes).toBeLessThan(512);
    expect(answer.body.equals(file)).toBe(true);
    expect(answer.broken).toBe(false);
  });

  const oddTargets: Readonly<Record<string, (path: string) => string>> = {
    'bare LF, no Host': (path) => `GET ${path} HTTP/1.1\n\n`,
    'HTTP/1.0': (path) => `GET ${path} HTTP/1.0\r\n\r\n`,
    'an absolute target': (path) => `GET http://bench.example:8080${path} HTTP/1.1\r\n\r\n`,
    'a query with raw UTF-8 and blanks': (path) => `GET ${path}?firmware_name=我的 项目 HTTP/1.1\r\n\r\n`,
    'a query glued to the name': (path) => `GET ${path}imei=86&project_key=K&version=1.0.0 HTTP/1.1\r\n\r\n`,
    'a path before it': (path) => `GET /some/proxy${path} HTTP/1.1\r\n\r\n`,
    'another name': (path) => `GET ${path.slice(0, path.lastIndexOf('/'))}/other.bin HTTP/1.1\r\n\r\n`,
    'a POST with a body': (path) => `POST ${path} HTTP/1.1\r\nContent-Length: 7\r\n\r\n{"a":1}`,
    'a second request behind it': (path) => `GET ${path} HTTP/1.1\r\n\r\nGET /x HTTP/1.1\r\n\r\n\xff\0`,
  };
  for (const [name, request] of Object.entries(oddTargets)) {
    it(`is served to a client with ${name}`, async () => {
      const { port, path, rows, ended } = await serving();
      const answer = await ask(port, request(path));
      expect(answer.status).toBe(200);
      expect(answer.body.equals(file)).toBe(true);
      await ended(1);
      expect(rows('httpRequest')).toHaveLength(1);
    });
  }

  it('is served to a client that closes its sending side right after the request', async () => {
    // Long enough to be under way when the close arrives.
    const long = Buffer.alloc(32 << 20, 1);
    const { port, path, ended } = await serving({}, long);
    const client = await openClient(port);
    client.socket.end(`GET ${path} HTTP/1.1\r\n\r\n`);
    expect((await client.answer()).body.equals(long)).toBe(true);
    expect(await ended(1)).toMatchObject([{ complete: true, sentBytes: long.length }]);
  });

  it('is told but not sent to HEAD, which has no ranges', async () => {
    const { get, rows, ended } = await serving();
    const answer = await get('Range: bytes=5-9\r\n', 'HEAD');
    expect(answer.status).toBe(200);
    expect(answer.head).toContain('Content-Length: 58200\r\n');
    expect(answer.body).toHaveLength(0);
    await ended(1);
    expect(rows('httpResponse')).toMatchObject([
      { bodyBytes: 0, sentBytes: 0, complete: true, decision: 'decision.headOnly' },
    ]);
  });

  it('is reassembled from fifty resumed pieces', async () => {
    const { port, path, publication, server } = await serving();
    const pieces: Buffer[] = [];
    for (let at = 0; at < file.length; at += 1164) {
      const last = Math.min(at + 1163, file.length - 1);
      const answer = await ask(port, `GET ${path} HTTP/1.1\nRange: bytes=${at}-${last}\n\n`);
      expect(answer.status).toBe(206);
      expect(answer.head).toContain(`\r\nContent-Range: bytes ${at}-${last}/58200\r\n`);
      expect(answer.head).toContain(`\r\nContent-Length: ${last + 1 - at}\r\n`);
      pieces.push(answer.body);
    }
    expect(pieces).toHaveLength(50);
    expect(Buffer.concat(pieces).equals(file)).toBe(true);
    expect(server.status()).toMatchObject({
      publications: [{ id: publication.id, requests: 50, sentBytes: file.length }],
    });
  });

  it('answers open, suffix and whole ranges with 206', async () => {
    const { get } = await serving();
    const whole = await get('Range: bytes=0-\r\n');
    expect([whole.status, whole.body.equals(file)]).toEqual([206, true]);
    expect(whole.head).toContain('\r\nContent-Range: bytes 0-58199/58200\r\n');
    expect((await get('Range: bytes=58000-\r\n')).body.equals(file.subarray(58_000))).toBe(true);
    expect((await get('Range: bytes=-100\r\n')).body.equals(file.subarray(-100))).toBe(true);
  });

  it('answers 416 with the length to a range past the end', async () => {
    const { get, rows, ended } = await serving();
    const answer = await get('Range: bytes=58200-\r\n');
    expect(answer.status).toBe(416);
    expect(answer.head).toContain('\r\nContent-Range: bytes */58200\r\n');
    expect(answer.body.toString()).toBe('{"code":416,"decision":"rangeUnsatisfiable"}');
    await ended(1);
    expect(rows('httpResponse')).toMatchObject([{ status: 416, decision: 'decision.rangeUnsatisfiable' }]);
  });

  it('is sent whole where the range is malformed, of another unit, of several parts, or conditional', async () => {
    const { get } = await serving();
    for (const header of ['bytes=9-5', '100-200', 'bytes=0-1,5-6', 'bytes=0-5\r\nIf-Range: "x"']) {
      const answer = await get(`Range: ${header}\r\n`);
      expect([answer.status, answer.body.length], header).toEqual([200, file.length]);
    }
  });

  it('goes to two clients at once', async () => {
    const big = someBytes(3_000_000, 5);
    const { get } = await serving({}, big);
    const [one, two, three] = await Promise.all([get(), get(), get('Range: bytes=1000000-\r\n')]);
    expect(one.body.equals(big)).toBe(true);
    expect(two.body.equals(big)).toBe(true);
    expect(three.body.equals(big.subarray(1_000_000))).toBe(true);
  });

  it('is refused to an address that had it whole too often, but a resume is not', async () => {
    const { port, publish, clock, ended } = await serving();
    const { path } = await publish(file, 'x.bin', { limit: { count: 1, windowMs: 1000 } });
    const get = (range = '') => ask(port, `GET ${path} HTTP/1.1\r\n${range}\r\n`);
    expect((await get('Range: bytes=0-99\r\n')).status).toBe(206);
    expect((await get()).status).toBe(200);
    await ended(2);
    expect((await get()).body.toString()).toBe('{"code":429,"decision":"deliveryLimit"}');
    expect((await get('Range: bytes=0-\r\n')).status).toBe(429);
    expect((await get('Range: bytes=100-\r\n')).status).toBe(206);
    await ended(5);
    clock.advance(1000);
    expect((await get()).status).toBe(200);
  });
});

describe('refusals', () => {
  it('are short JSON without a newline, also for paths that look like files', async () => {
    const { port } = await serving();
    for (const target of ['/', '/api/site/firmware?imei=1', '/f/', '/etc/passwd', '/f/../../etc/passwd']) {
      const answer = await ask(port, `GET ${target} HTTP/1.1\r\n\r\n`);
      expect([answer.status, answer.body.toString()], target).toEqual([
        404,
        '{"code":404,"decision":"unknownPath"}',
      ]);
      expect(answer.head).toContain(`\r\nContent-Length: ${answer.body.length}\r\n`);
    }
    const unknown = await ask(port, 'GET /f/zzzzzzzz/../../../etc/passwd HTTP/1.1\r\n\r\n');
    expect(unknown.body.toString()).toBe('{"code":404,"decision":"unknownPublication"}');
  });

  it('have no body for HEAD and name the methods for others', async () => {
    const { port, get } = await serving();
    expect((await ask(port, 'HEAD /x HTTP/1.1\r\n\r\n')).body).toHaveLength(0);
    const answer = await get('', 'DELETE');
    expect(answer.status).toBe(405);
    expect(answer.head).toContain('\r\nAllow: GET, HEAD, POST\r\n');
  });

  it('leave as one write, as do small files; large ones send the head apart', async () => {
    const writes: number[] = [];
    const { port, path, publish } = await serving({
      createServer: (options, onConnection) =>
        createServer(options, (socket) => {
          const write = vi.spyOn(socket, 'write');
          socket.once('close', () => writes.push(write.mock.calls.length));
          onConnection(socket);
        }),
    });
    const small = await publish(someBytes(200));
    await ask(port, 'GET /x HTTP/1.1\r\n\r\n');
    await ask(port, `GET ${small.path} HTTP/1.1\r\n\r\n`);
    await ask(port, `GET ${path} HTTP/1.1\r\nRange: bytes=0-9999\r\n\r\n`);
    await eventually(() => expect(writes).toEqual([1, 1, 2]));
  });

  it('answer what is no request with the reason, and it is in the journal too', async () => {
    const { port, rows, ended } = await serving();
    const tls = await ask(port, Buffer.from('16030100c8010000c40303', 'hex'));
    expect(tls.body.toString()).toBe('{"code":400,"decision":"tlsOnPlainPort"}');
    expect((await ask(port, 'hello\r\n\r\n')).status).toBe(400);
    expect((await ask(port, `GET /${'x'.repeat(9000)} HTTP/1.1\r\n\r\n`)).status).toBe(431);
    await ended(3);
    expect(rows('httpRequest').map(({ method, head }) => [method, head.slice(0, 12)])).toEqual([
      ['', '\\x16\\x03'.slice(0, 12)],
      ['', 'hello\r\n\r\n'],
      ['', 'GET /xxxxxxx'],
    ]);
    expect(rows('httpResponse').map(({ status }) => status)).toEqual([400, 400, 431]);
  });
});

describe('journal of an exchange', () => {
  it('holds the request as it came and an honest answer, both with the package and the job', async () => {
    const { port, publish, rows, ended, events } = await serving();
    const { path, packageSha256, id } = await publish(file, 'x.bin', { jobId: 'job-1' });
    const raw = Buffer.from(`GET ${path}?n=\xff HTTP/1.1\nRange: bytes=58000-\n\n`, 'latin1');
    await ask(port, raw);
    const [ending] = await ended(1);
    const [request] = rows('httpRequest');
    const [response] = rows('httpResponse');
    expect(request).toMatchObject({
      method: 'GET',
      target: `${path}?n=\\xff`,
      head: `GET ${path}?n=\\xff HTTP/1.1\nRange: bytes=58000-\n\n`,
      packageSha256,
      jobId: 'job-1',
    });
    expect(request?.remote).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(response).toMatchObject({
      exchangeId: request?.exchangeId,
      status: 206,
      reason: 'Partial Content',
      packageSha256,
      jobId: 'job-1',
      bodyBytes: 200,
      sentBytes: 200,
      complete: true,
      decision: 'decision.range',
    });
    for (const row of [request, response]) journalRowSchema.parse(row);
    expect(ending).toMatchObject({
      publicationId: id,
      packageSha256,
      jobId: 'job-1',
      startByte: 58_000,
      attempt: 1,
      ending: 'peerClosed',
      journalSeq: response?.seq,
    });
    expect(events.map(({ phase }) => phase)).toEqual(['request', 'progress', 'ended']);
  });

  it('tells progress in at most about a hundred steps that add up', async () => {
    const { get, events, ended } = await serving({}, someBytes(5_000_000));
    await get();
    await ended(1);
    const steps = events.filter(({ phase }) => phase === 'progress').map(({ sentBytes }) => sentBytes);
    expect(steps.length).toBeGreaterThan(15);
    expect(steps.length).toBeLessThanOrEqual(101);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('has rows for a connection that said nothing or broke off, with status 0', async () => {
    const { port, rows, ended } = await serving();
    const silent = await openClient(port);
    silent.socket.end();
    await ended(1);
    const broken = await openClient(port);
    broken.socket.end('GET /f/');
    await ended(2);
    expect(rows('httpRequest').map(({ head }) => head)).toEqual(['', 'GET /f/']);
    expect(rows('httpResponse')).toMatchObject([
      { status: 0, reason: '', complete: false, decision: 'decision.connectedOnly' },
      { status: 0, reason: '', complete: false, decision: 'decision.requestIncomplete' },
    ]);
  });
});
