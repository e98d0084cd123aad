import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createEc618Module } from '../ec618/dialect.ts';
import type { LuatKnobs } from '../luatAt/knobs.ts';
import { oldBinpkg, oldVersion } from '../testing/fixture.ts';
import { attachToTcp } from './attach.ts';

const open: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function offered(knobs: Partial<LuatKnobs> = {}) {
  const module = createEc618Module({ id: 'tcp', firmware: oldBinpkg, knobs: { speed: 100, ...knobs } });
  const tcp = await attachToTcp({ module, port: 0 });
  open.push(() => module.dispose(), tcp.dispose);
  return { module, tcp };
}

/** A terminal that reads until a text has come or the connection ends. */
async function terminal(port: number) {
  const socket: Socket = connect({ host: '127.0.0.1', port });
  open.push(() => void socket.destroy());
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
  });
  socket.on('error', () => {});
  const ended = once(socket, 'close');
  await once(socket, 'connect');
  return {
    write: (line: string) => void socket.write(`${line}\r`),
    close: () => void socket.destroy(),
    ended,
    async until(wanted: string): Promise<string> {
      while (!text.includes(wanted)) await once(socket, 'data');
      return text;
    },
  };
}

test('a connection is the serial port of the module', async () => {
  const { tcp } = await offered();
  expect(tcp.host).toBe('127.0.0.1');
  const first = await terminal(tcp.port);
  first.write('ATI');
  expect(await first.until('OK')).toContain(oldVersion);
});

test('a second connection is closed while the first has the port, and taken after it', async () => {
  const { tcp } = await offered();
  const first = await terminal(tcp.port);
  first.write('AT');
  await first.until('OK');
  const second = await terminal(tcp.port);
  await second.ended;
  first.close();
  await first.ended;
  const third = await terminal(tcp.port);
  third.write('ATI');
  expect(await third.until('OK')).toContain(oldVersion);
});

test('a connection that comes while the one before it is ending gets the port and all that it sent', async () => {
  const { tcp } = await offered();
  const first = await terminal(tcp.port);
  first.write('AT');
  await first.until('OK');
  const second = await terminal(tcp.port);
  second.write('ATI');
  first.close();
  expect(await second.until('OK')).toContain(oldVersion);
});

test('ends when the port of the module vanishes, and is there again when it is back', async () => {
  const { module, tcp } = await offered({ usbDrop: true });
  const first = await terminal(tcp.port);
  first.write('AT+RESET');
  await first.ended;
  while (!module.isPresent()) await new Promise((resolve) => module.onPresence(() => resolve(null)));
  const second = await terminal(tcp.port);
  await second.until('RDY');
});

test('a port that is taken is said, and a disposed module leaves none open', async () => {
  const { module, tcp } = await offered();
  await expect(attachToTcp({ module, port: tcp.port })).rejects.toMatchObject({
    code: 'server.addressInUse',
    params: { port: tcp.port },
  });
  module.dispose();
  const probe = createServer();
  open.push(() => void probe.close());
  await new Promise<void>((resolve) => {
    const tryAgain = (): void => void probe.listen(tcp.port, '127.0.0.1');
    probe.on('error', tryAgain);
    probe.on('listening', () => resolve());
    tryAgain();
  });
});
