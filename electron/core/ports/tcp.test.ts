import { Buffer } from 'node:buffer';
import { createServer, type Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryNotes } from './notes.ts';
import { createPortRegistry } from './registry.ts';
import { parseTcpAddress } from './tcpAddress.ts';
import { createTcpProvider } from './tcpProvider.ts';
import { openTcpTransport, toConnectError } from './tcpTransport.ts';
import { createFakeClock } from './testing/fakeClock.ts';
import { createMemoryJournal } from './testing/memoryJournal.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A serial server; `next` waits for a connection. */
async function serialServer() {
  const sockets: Socket[] = [];
  const waiting: ((socket: Socket) => void)[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    (waiting.shift() ?? ((each: Socket) => sockets.push(each)))(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const next = () => {
    const there = sockets.shift();
    return there ? Promise.resolve(there) : new Promise<Socket>((resolve) => waiting.push(resolve));
  };
  return { address: parseTcpAddress(`tcp://127.0.0.1:${port}`), next };
}

const received = (source: { onData(listener: (bytes: Uint8Array) => void): unknown }, length: number) =>
  new Promise<Buffer>((resolve) => {
    const pieces: Uint8Array[] = [];
    source.onData((bytes) => {
      pieces.push(bytes);
      if (Buffer.concat(pieces).length >= length) resolve(Buffer.concat(pieces));
    });
  });

describe('a serial line on the network', () => {
  it('carries every byte value both ways, as it is', async () => {
    const server = await serialServer();
    const transport = await openTcpTransport(server.address, { clock: createFakeClock() });
    const far = await server.next();
    const everyByte = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    const near = received(transport, 256);
    const farther = new Promise<Buffer>((resolve) => {
      const pieces: Buffer[] = [];
      far.on('data', (piece: Buffer) => {
        pieces.push(piece);
        if (Buffer.concat(pieces).length === 256) resolve(Buffer.concat(pieces));
      });
    });
    far.write(everyByte);
    await transport.write(everyByte);
    expect(await near).toEqual(everyByte);
    expect(await farther).toEqual(everyByte);
    expect(transport.setSignals).toBeUndefined();
    const reasons: string[] = [];
    transport.onClosed((reason) => reasons.push(reason));
    await transport.close();
    expect(reasons).toEqual(['closed']);
    await expect(transport.write(everyByte)).rejects.toMatchObject({ code: 'port.closed' });
  });

  it('says once that the other side has gone', async () => {
    const server = await serialServer();
    const transport = await openTcpTransport(server.address, { clock: createFakeClock() });
    const gone = new Promise<string>((resolve) => void transport.onClosed(resolve));
    (await server.next()).destroy();
    expect(await gone).toBe('vanished');
    await transport.close();
  });

  it('says what to check when nobody answers, and gives up when told so', async () => {
    const server = await serialServer();
    for (const each of servers.splice(0)) await new Promise((resolve) => each.close(resolve));
    await expect(openTcpTransport(server.address, { clock: createFakeClock() })).rejects.toMatchObject({
      code: 'port.connectRefused',
      params: { address: server.address.text },
    });
    const stop = new AbortController();
    stop.abort();
    await expect(
      openTcpTransport(server.address, { clock: createFakeClock(), signal: stop.signal }),
    ).rejects.toMatchObject({
      code: 'rpc.cancelled',
    });
    const address = parseTcpAddress('tcp://gateway.lan:7000');
    const failed = (code: string) => toConnectError(Object.assign(new Error(code), { code }), address);
    expect(failed('ENOTFOUND')).toMatchObject({ code: 'port.hostUnknown', params: { host: 'gateway.lan' } });
    expect(failed('EHOSTUNREACH')).toMatchObject({ code: 'port.unreachable' });
    expect(failed('EMFILE')).toMatchObject({ code: 'port.openFailed', params: { reason: 'EMFILE' } });
  });

  it('is given up after five seconds where nothing answers at all', async () => {
    const clock = createFakeClock();
    const silent = new Socket();
    const attempt = openTcpTransport(parseTcpAddress('tcp://10.0.0.7:9'), { clock, connect: () => silent });
    const ended = attempt.catch((error: unknown) => error);
    await clock.advance(5000);
    expect(await ended).toMatchObject({ code: 'port.unreachable', params: { timeoutMs: 5000 } });
    expect(silent.destroyed).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('is added by its address, written in one way, and listed again after a restart when asked', async () => {
    const clock = createFakeClock();
    const journal = createMemoryJournal(clock);
    const registry = createPortRegistry({ providers: [createTcpProvider({ clock })], journal, clock });
    const added = await registry.addPath(' TCP://Gateway.LAN:7000/ ', true);
    expect(added).toMatchObject({
      id: 'tcp://gateway.lan:7000',
      kind: 'tcp',
      presence: 'present',
      role: { guess: 'at', certainty: 'guess' },
    });
    expect((await registry.addPath('tcp://gateway.lan:7000')).id).toBe(added.id);
    expect(registry.list()).toHaveLength(1);
    await registry.removePath(added.path);
    expect(registry.list()).toEqual([]);
  });

  it('is forgotten also by a core that has not looked yet', async () => {
    const clock = createFakeClock();
    const journal = createMemoryJournal(clock);
    const notes = createMemoryNotes();
    notes.keepPath('tcp://gateway.lan:7000');
    const open = () =>
      createPortRegistry({ providers: [createTcpProvider({ clock })], journal, clock, notes });
    await open().removePath('tcp://gateway.lan:7000');
    expect(notes.paths()).toEqual([]);
    expect(await open().refresh()).toEqual([]);
  });

  it.each([
    'tcp://',
    'tcp://host',
    'tcp://host:0',
    'tcp://host:70000',
    'tcp://user@host:1',
    'tcp://a b:1',
    'ssh://host:22',
  ])('is refused where the address is none: %s', async (path) => {
    const clock = createFakeClock();
    const journal = createMemoryJournal(clock);
    const registry = createPortRegistry({ providers: [createTcpProvider({ clock })], journal, clock });
    await expect(registry.addPath(path)).rejects.toMatchObject({ code: 'port.badAddress' });
  });

  it.each([
    ['tcp://[::1]:5000', '::1'],
    ['tcp://10.0.0.7:5000/', '10.0.0.7'],
  ])('may be %s', (word, host) => expect(parseTcpAddress(word).host).toBe(host));
});
