import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import {
  contractCases,
  createTestHandlers,
  limitBytes,
  testContract,
} from '../../../shared/rpc/contractTest.ts';
import { createManualTimers } from '../../../shared/rpc/manualTimers.ts';
import { createRpcServer, type RpcServer } from '../../../shared/rpc/server.ts';
import { systemTimers } from '../../../shared/rpc/timers.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { randomHex } from '../common/random.ts';
import { chooseAttachAddress } from './address.ts';
import { readAttachNote } from './attachFile.ts';
import { connectToCore } from './connect.ts';
import { packFrame } from './frameReader.ts';
import { type AttachServer, startAttachServer } from './server.ts';

const surroundings = { platform: process.platform, temporaryFolder: tmpdir(), randomHex };
let folder: string;
let running: AttachServer[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-attach-'));
  running = [];
});
afterEach(async () => {
  for (const server of running) await server.close();
  rmSync(folder, { recursive: true });
});

async function start(rpc: RpcServer, timers = systemTimers): Promise<void> {
  const address = chooseAttachAddress(folder, surroundings);
  running.push(await startAttachServer({ folder, address, rpc, timers, randomHex, limitBytes }));
}

describe('the contract over the local socket', () => {
  for (const { name, run } of contractCases) {
    test(name, () =>
      run(async (clientLimitBytes) => {
        const served = Promise.withResolvers<Transport>();
        await start({
          serve(transport) {
            served.resolve(transport);
            return () => {};
          },
        });
        const client = await connectToCore(folder, { limitBytes: clientLimitBytes });
        return { client, server: await served.promise, close: () => client.close() };
      }),
    );
  }
});

describe('the running core as a second door finds it', () => {
  const rpc = createRpcServer(testContract, createTestHandlers());

  test('two doors are served at the same time', async () => {
    await start(rpc);
    const doors = [await connectToCore(folder), await connectToCore(folder)];
    const clients = doors.map((transport) => createRpcClient(testContract, transport));
    const answers = await Promise.all(clients.map((client, i) => client.test.echo({ text: `${i}` })));
    expect(answers).toEqual([{ text: '0' }, { text: '1' }]);
    for (const client of clients) client.close();
  });

  test('no core: host.coreNotRunning', async () => {
    await expect(connectToCore(folder)).rejects.toMatchObject({ code: 'host.coreNotRunning' });
  });

  test('a note that a crash left behind: host.coreNotRunning, and the next core takes over its socket', async () => {
    const note = { address: join(folder, 'core.sock'), key: 'a'.repeat(64) };
    writeFileSync(join(folder, 'core.attach'), JSON.stringify(note));
    writeFileSync(note.address, '');
    await expect(connectToCore(folder)).rejects.toMatchObject({ code: 'host.coreNotRunning' });
    await start(rpc);
    (await connectToCore(folder)).close();
  });

  test('a damaged note: host.coreNotRunning', async () => {
    writeFileSync(join(folder, 'core.attach'), '{"address":');
    await expect(connectToCore(folder)).rejects.toMatchObject({ code: 'host.coreNotRunning' });
  });

  test.skipIf(process.platform === 'win32')('socket and note are for the owner only', async () => {
    await start(rpc);
    for (const name of ['core.sock', 'core.attach']) {
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    }
  });

  test('a wrong key is refused with host.missingToken and serves nothing', async () => {
    await start(rpc);
    const { address } = await readAttachNote(folder);
    writeFileSync(join(folder, 'core.attach'), JSON.stringify({ address, key: 'b'.repeat(64) }));
    await expect(connectToCore(folder)).rejects.toMatchObject({ code: 'host.missingToken' });
  });

  test('a call before the key is refused', async () => {
    await start(rpc);
    const socket = connect((await readAttachNote(folder)).address);
    socket.write(
      packFrame(JSON.stringify({ kind: 'call', id: 1, method: 'test.echo', input: { text: '' } })),
    );
    const answer = await everything(socket);
    expect(answer).toContain('host.missingToken');
    expect(answer).not.toContain('result');
  });

  test('a length beyond the limit is refused with rpc.frameTooLarge before its bytes come', async () => {
    await start(rpc);
    const socket = connect((await readAttachNote(folder)).address);
    socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect(await everything(socket)).toContain('rpc.frameTooLarge');
  });

  test('whoever connects and says nothing is cut after 5 s', async () => {
    const timers = createManualTimers();
    await start(rpc, timers);
    const socket = connect((await readAttachNote(folder)).address);
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    while (timers.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
    const ended = everything(socket);
    timers.advance(5000);
    expect(await ended).toBe('');
  });

  test('something else that answers at the address is not a core', async () => {
    const address = chooseAttachAddress(folder, surroundings);
    const stranger = createServer((socket) => {
      socket.on('error', () => {});
      socket.write(packFrame('"hi"'));
    });
    await new Promise<void>((resolve) => stranger.listen(address, resolve));
    writeFileSync(join(folder, 'core.attach'), JSON.stringify({ address, key: 'a'.repeat(64) }));
    await expect(connectToCore(folder)).rejects.toMatchObject({ code: 'host.coreNotRunning' });
    stranger.close();
  });

  test('after a clean end neither socket nor note is left', async () => {
    await start(rpc);
    await running.pop()?.close();
    expect([existsSync(join(folder, 'core.sock')), existsSync(join(folder, 'core.attach'))]).toEqual([
      false,
      false,
    ]);
  });
});

describe('the address', () => {
  test.skipIf(process.platform === 'win32')(
    'moves to an owner-only folder when the path is too long',
    async () => {
      const deep = join(folder, 'd'.repeat(100));
      const address = chooseAttachAddress(deep, surroundings);
      expect(Buffer.byteLength(address)).toBeLessThanOrEqual(103);
      expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700);
      rmSync(join(address, '..'), { recursive: true });
    },
  );

  test.skipIf(process.platform === 'win32')('refuses a folder that others can enter', () => {
    const deep = join(folder, 'e'.repeat(100));
    const own = join(chooseAttachAddress(deep, { ...surroundings, temporaryFolder: folder }), '..');
    rmSync(own, { recursive: true });
    mkdirSync(own, { mode: 0o755 });
    expect(() => chooseAttachAddress(deep, { ...surroundings, temporaryFolder: folder })).toThrow(
      'host.dataFolderUnusable',
    );
  });

  test('on Windows is a pipe that nobody can guess', () => {
    const windows = { ...surroundings, platform: 'win32' as const };
    const names = [chooseAttachAddress('C:\\x', windows), chooseAttachAddress('C:\\x', windows)];
    expect(names[0]).toMatch(/^\\\\\.\\pipe\\airdock-[0-9a-f]{32}$/);
    expect(names[0]).not.toBe(names[1]);
  });
});

async function everything(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
