import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';
import { serverStatusSchema } from '../../../shared/contract/otaServer.ts';
import type { OtaServerParts } from './otaServer.ts';
import { type Bench, openBench, someBytes } from './testing/bench.ts';
import { eventually } from './testing/eventually.ts';
import { ask, openClient } from './testing/rawClient.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
});

async function bench(parts: Partial<OtaServerParts> = {}): Promise<Bench> {
  const made = await openBench(parts);
  opened.push({ close: () => made.server.stop() });
  return made;
}

async function occupyPort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('OTA server, switched on and off', () => {
  it('is off until it is started and off again after it was stopped', async () => {
    const { server, port } = await bench();
    await server.stop();
    expect(server.status()).toEqual({ state: 'stopped' });
    await expect(openClient(port)).rejects.toThrow('ECONNREFUSED');
    await server.start({ host: '127.0.0.1', port });
    expect((await ask(port, 'GET / HTTP/1.1\r\n\r\n')).status).toBe(404);
  });

  it('does not mind being started or stopped twice, nor both at once', async () => {
    const { server, rows, port } = await bench();
    const again = await server.start({ host: '127.0.0.1', port: 0 });
    expect(again).toMatchObject({ state: 'running', port });
    await Promise.all([server.stop(), server.stop(), server.start({ host: '127.0.0.1' }), server.stop()]);
    expect(server.status().state).toBe('stopped');
    const events = rows('serverEvent').map(({ event }) => event);
    expect(events).toEqual(['started', 'stopped', 'started', 'stopped']);
  });

  it('names a free port when somebody else has the one asked for, and can be started there', async () => {
    const used = await occupyPort();
    const { server, rows } = await bench();
    await server.stop();
    const error = await server.start({ host: '127.0.0.1', port: used }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'server.addressInUse', params: { port: used, host: '127.0.0.1' } });
    expect(server.status().state).toBe('stopped');
    expect(rows('serverEvent').at(-1)).toMatchObject({ event: 'failed' });
    const params = typeof error === 'object' && error !== null && 'params' in error ? error.params : {};
    const freePort = Object.entries(params ?? {}).find(([name]) => name === 'freePort')?.[1];
    expect(await server.start({ host: '127.0.0.1', port: Number(freePort) })).toMatchObject({
      port: freePort,
    });
  });

  it('refuses a host that is no address of this computer', async () => {
    const { server } = await bench();
    await server.stop();
    await expect(server.start({ host: '203.0.113.77' })).rejects.toMatchObject({ code: 'server.noAddress' });
  });

  it('resets open connections when it stops, and the journal has their rows by then', async () => {
    const { server, port, publish, rows, events } = await bench();
    const { path } = await publish(Buffer.alloc(64 << 20));
    const reading = await openClient(port);
    reading.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    await reading.received(1);
    reading.socket.pause();
    const silent = await openClient(port);
    await server.stop();
    reading.socket.resume();
    await Promise.all([reading.answer(), silent.answer()]);
    const [row] = rows('httpResponse').filter(({ status }) => status === 200);
    expect(row).toMatchObject({ complete: false, bodyBytes: 64 << 20 });
    expect(row?.sentBytes).toBeLessThan(64 << 20);
    expect(events.at(-1)?.phase).toBe('ended');
  });
});

describe('publication', () => {
  it('has an id of its own, a short URL and numbers that the contract knows', async () => {
    const { server, port, publish } = await bench();
    const bytes = someBytes(3000);
    const first = await publish(bytes, 'a b.bin');
    const second = await publish(bytes, 'a b.bin');
    expect(first.id).not.toBe(second.id);
    expect(first).toMatchObject({
      fileName: 'a b.bin',
      path: `/f/${first.id}/a_b.bin`,
      sizeBytes: 3000,
      requests: 0,
    });
    expect(server.urlFor(first.id, '127.0.0.1')).toBe(`http://127.0.0.1:${port}${first.path}`);
    expect(server.urlFor(first.id, 'tunnel.example:99')).toBe(`http://tunnel.example:99${first.path}`);
    expect(server.bestAddressFor('127.0.0.1')).toBe('127.0.0.1');
    await ask(port, `GET ${first.path} HTTP/1.1\r\n\r\n`);
    const status = serverStatusSchema.parse(server.status());
    expect(status).toMatchObject({
      state: 'running',
      addresses: [{ address: '127.0.0.1', interfaceName: 'lo', loopback: true }],
      publications: [
        { id: first.id, requests: 1, sentBytes: 3000 },
        { id: second.id, requests: 0 },
      ],
    });
  });

  it('is refused when the bytes are not those of the digest, or none', async () => {
    const wrong = await bench({ packages: { open: async () => ({ bytes: someBytes(10), fileName: 'x' }) } });
    const sha256 = '0'.repeat(64);
    await expect(wrong.server.publish(sha256)).rejects.toMatchObject({
      code: 'package.damaged',
      params: { sha256, sizeBytes: 10, found: createHash('sha256').update(someBytes(10)).digest('hex') },
    });
    const { publish } = await bench();
    await expect(publish(new Uint8Array(0))).rejects.toMatchObject({ code: 'package.damaged' });
  });

  it('serves what was checked even if the library changes its buffer afterwards', async () => {
    const { port, publish } = await bench();
    const bytes = someBytes(5000);
    const expected = Buffer.from(bytes);
    const { path } = await publish(bytes);
    bytes.fill(0);
    expect((await ask(port, `GET ${path} HTTP/1.1\r\n\r\n`)).body.equals(expected)).toBe(true);
  });

  it('is gone after it was withdrawn, and its running downloads are reset', async () => {
    const { server, port, publish, ended } = await bench();
    const { id, path } = await publish(Buffer.alloc(64 << 20));
    const client = await openClient(port);
    client.send(`GET ${path} HTTP/1.1\r\n\r\n`);
    await client.received(1);
    client.socket.pause();
    server.unpublish(id);
    server.unpublish(id);
    client.socket.resume();
    await client.answer();
    expect(await ended(1)).toMatchObject([{ ending: 'unpublished', complete: false, publicationId: id }]);
    const later = await ask(port, `GET ${path} HTTP/1.1\r\nRange: bytes=100-\r\n\r\n`);
    expect(later.status).toBe(410);
    expect(() => server.urlFor(id, '127.0.0.1')).toThrow(
      expect.objectContaining({ code: 'server.unknownPublication' }),
    );
  });

  it('never turns into another package: a resume after an exchange gets the old bytes or nothing', async () => {
    const { server, port, publish } = await bench();
    const old = await publish(someBytes(9000, 1));
    await ask(port, `GET ${old.path} HTTP/1.1\r\nRange: bytes=0-4999\r\n\r\n`);
    const next = await publish(someBytes(9000, 2));
    const rest = await ask(port, `GET ${old.path} HTTP/1.1\r\nRange: bytes=5000-\r\n\r\n`);
    expect(rest.body.equals(someBytes(9000, 1).subarray(5000))).toBe(true);
    server.unpublish(old.id);
    expect((await ask(port, `GET ${old.path} HTTP/1.1\r\nRange: bytes=5000-\r\n\r\n`)).status).toBe(410);
    expect((await ask(port, `GET ${next.path} HTTP/1.1\r\n\r\n`)).body.equals(someBytes(9000, 2))).toBe(true);
  });

  it('outlives a stop, and needs a running server only for its URL', async () => {
    const { server, publish } = await bench();
    await server.stop();
    const { id, path } = await publish(someBytes(100));
    expect(() => server.urlFor(id, '127.0.0.1')).toThrow(
      expect.objectContaining({ code: 'server.notRunning' }),
    );
    const status = await server.start({ host: '127.0.0.1' });
    const port = status.state === 'running' ? status.port : 0;
    expect((await ask(port, `GET ${path} HTTP/1.1\r\n\r\n`)).status).toBe(200);
  });
});

describe('status and exchange listeners', () => {
  it('hear every change and nothing after they left', async () => {
    const { server, publish } = await bench();
    const heard: ServerStatus[] = [];
    const leave = server.onStatus((status) => heard.push(status));
    const { id } = await publish(someBytes(10));
    server.unpublish(id);
    await server.stop();
    leave();
    await server.start({ host: '127.0.0.1' });
    expect(
      heard.map((status) => (status.state === 'running' ? status.publications.length : 'stopped')),
    ).toEqual([1, 0, 'stopped']);
  });

  it('cannot harm a download by throwing; the journal says that they did', async () => {
    const { server, port, publish, rows } = await bench();
    server.onExchange(() => {
      throw new Error('listener broke');
    });
    const { path } = await publish(someBytes(2000));
    expect((await ask(port, `GET ${path} HTTP/1.1\r\n\r\n`)).body).toHaveLength(2000);
    expect(rows('serverEvent').some(({ detail }) => detail?.includes('listener broke'))).toBe(true);
  });
});

describe('connection limits', () => {
  it('answer 503 to one connection too many of a remote, and serve again when there is room', async () => {
    const { port, clock, ended } = await bench({ limits: { connectionsPerRemote: 1 } });
    const first = await openClient(port);
    await eventually(() => expect(clock.waiting()).toHaveLength(1));
    const second = await ask(port, 'GET / HTTP/1.1\r\n\r\n');
    expect(second.status).toBe(503);
    expect(second.body.toString()).toBe('{"code":503,"decision":"tooManyFromRemote"}');
    first.send('GET / HTTP/1.1\r\n\r\n');
    expect((await first.answer()).status).toBe(404);
    await ended(2);
    expect((await ask(port, 'GET / HTTP/1.1\r\n\r\n')).status).toBe(404);
  });

  it('count all remotes together too', async () => {
    const { port, clock } = await bench({ limits: { connections: 1 } });
    await openClient(port);
    await eventually(() => expect(clock.waiting()).toHaveLength(1));
    const second = await ask(port, 'GET / HTTP/1.1\r\n\r\n');
    expect(second.body.toString()).toBe('{"code":503,"decision":"tooManyConnections"}');
  });

  it('drop what exceeds even the room for refusals, and the journal says so', async () => {
    const { port, clock, rows } = await bench({ limits: { connections: 1, refusedConnections: 0 } });
    await openClient(port);
    await eventually(() => expect(clock.waiting()).toHaveLength(1));
    const second = await openClient(port);
    expect((await second.answer()).head).toBe('');
    await eventually(() => expect(rows('httpResponse')).toHaveLength(1));
    expect(rows('httpResponse')).toMatchObject([{ status: 0, decision: 'decision.connectionDropped' }]);
    expect(rows('httpRequest')).toHaveLength(1);
  });
});
