import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createEc618Module } from '../ec618/dialect.ts';
import { newVersion, oldBinpkg, pairPackage } from '../testing/fixture.ts';

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

test('the module downloads over a real socket, and both sides count the same bytes', async () => {
  let request = '';
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      request += bytes.toString('latin1');
      if (!request.endsWith('\r\n\r\n')) return;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${pairPackage.length}\r\n\r\n`);
      socket.end(pairPackage);
    });
  });
  cleanups.push(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const module = createEc618Module({
    id: 'real',
    firmware: oldBinpkg,
    knobs: {
      speed: 200,
      linkBytesPerSecond: 0,
      factoryUrl: `http://127.0.0.1:${port}/d.bin`,
      factoryAuto: 0,
    },
  });
  cleanups.push(() => module.dispose());
  const connection = module.attach();
  await new Promise<void>((resolve) => {
    let text = '';
    connection.onData((bytes) => {
      text += Buffer.from(bytes).toString('latin1');
      if (text.includes('RDY')) resolve();
    });
    connection.write(Buffer.from('AT+UPGRADE\r'));
  });
  expect(module.describe().version).toBe(newVersion);
  expect(module.stats()).toMatchObject({ httpRequests: 1, httpBodyBytes: pairPackage.length });
  expect(request).toBe(`GET /d.bin HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
});

test('a port that nobody listens on is -1002', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const module = createEc618Module({
    id: 'real',
    firmware: oldBinpkg,
    knobs: { speed: 200, factoryUrl: `http://127.0.0.1:${port}/`, factoryAuto: 0 },
  });
  cleanups.push(() => module.dispose());
  const connection = module.attach();
  const line = await new Promise<string | undefined>((resolve) => {
    connection.onData((bytes) => {
      const found = /\+UPGRADEIND: .*/.exec(Buffer.from(bytes).toString('latin1'))?.[0];
      if (found) resolve(found);
    });
    connection.write(Buffer.from('AT+UPGRADE\r'));
  });
  expect(line?.trim()).toBe('+UPGRADEIND: -1002');
});
