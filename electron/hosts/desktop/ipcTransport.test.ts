import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppError } from '../../../shared/errors.ts';
import { createBridgeTransport, type FrameBridge } from '../../../shared/rpc/bridgeTransport.ts';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import {
  contractCases,
  createTestHandlers,
  limitBytes,
  testContract,
} from '../../../shared/rpc/contractTest.ts';
import { createRpcServer, type RpcServer } from '../../../shared/rpc/server.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { exposed, ipcRenderer, StubContents, StubFrame } from './testing/electronStub.ts';

vi.mock('electron', () => import('./testing/electronStub.ts'));
const { openIpcDoor } = await import('./ipcTransport.ts');
const { frameChannel } = await import('./channel.ts');
await import('./preload.ts');

function bridge(): FrameBridge {
  const found = exposed.get('airdock');
  if (typeof found !== 'object' || found === null) throw new Error('nothing exposed');
  return found as FrameBridge;
}

interface Door {
  readonly contents: StubContents;
  readonly refused: AppError[];
  readonly close: () => void;
  /** A message as Electron's main process sees it. */
  speak(packet: unknown, from?: { frame?: StubFrame | null; sender?: StubContents }): void;
}

/** Joins the real preload script to the real door; everything between is copied, as Electron does. */
function openDoor(rpc: RpcServer): Door {
  const ipcMain = new EventEmitter();
  const contents = new StubContents();
  const refused: AppError[] = [];
  const close = openIpcDoor({
    ipcMain: ipcMain as unknown as IpcMain,
    rpc,
    isOurs: (asked) => asked === (contents as unknown as WebContents),
    onRefused: (error) => refused.push(error),
    limitBytes,
  });
  const speak: Door['speak'] = (packet, { frame = contents.mainFrame, sender = contents } = {}) => {
    ipcMain.emit(frameChannel, { sender, senderFrame: frame }, structuredClone(packet));
  };
  ipcRenderer.removeAllListeners();
  ipcRenderer.onSend = (_channel, packet) => queueMicrotask(() => speak(packet));
  contents.mainFrame.listeners.add((packet) => {
    const copy = structuredClone(packet);
    queueMicrotask(() => ipcRenderer.emit(frameChannel, {}, copy));
  });
  return { contents, refused, close, speak };
}

function testServer(): RpcServer {
  return createRpcServer(testContract, createTestHandlers());
}

beforeEach(() => {
  ipcRenderer.sent.length = 0;
});

describe('the contract over Electron IPC, through the preload script', () => {
  for (const { name, run } of contractCases) {
    test(name, () =>
      run(async (clientLimitBytes) => {
        const served = Promise.withResolvers<Transport>();
        const door = openDoor({
          serve(transport) {
            served.resolve(transport);
            return () => {};
          },
        });
        const client = createBridgeTransport(bridge(), clientLimitBytes);
        // The page's first message is what opens a connection; this one asks for nothing.
        client.send({ kind: 'cancel', id: 0 });
        return { client, server: await served.promise, close: door.close };
      }),
    );
  }
});

describe('the preload script', () => {
  test('exposes one frozen object with exactly two functions, on one channel', () => {
    expect([...exposed.keys()]).toEqual(['airdock']);
    expect(Object.isFrozen(bridge())).toBe(true);
    expect(Object.entries(bridge()).map(([name, value]) => [name, typeof value])).toEqual([
      ['send', 'function'],
      ['onMessage', 'function'],
    ]);
    bridge().send('x');
    expect(ipcRenderer.sent.map(({ channel }) => channel)).toEqual(['airdock:frame']);
  });

  test('gives the page text only, never an Electron event', () => {
    openDoor(testServer());
    const heard: unknown[][] = [];
    const stop = bridge().onMessage((...args: unknown[]) => heard.push(args));
    bridge().send('x');
    const { connection } = ipcRenderer.sent.at(-1)?.packet ?? { connection: '' };
    ipcRenderer.emit(frameChannel, { sender: 'event' }, { connection, frame: 'text' });
    expect(heard).toEqual([['text']]);
    stop();
    ipcRenderer.emit(frameChannel, {}, { connection, frame: 'later' });
    expect(heard).toHaveLength(1);
  });

  test('does not mix up what is left of an earlier connection', () => {
    openDoor(testServer());
    const heard: string[] = [];
    bridge().onMessage(() => {});
    bridge().send('x');
    const old = ipcRenderer.sent.at(-1)?.packet.connection;
    bridge().onMessage((frame) => heard.push(frame));
    ipcRenderer.emit(frameChannel, {}, { connection: old, frame: 'late answer' });
    expect(heard).toEqual([]);
  });
});

describe('who may speak on the channel', () => {
  const connection = crypto.randomUUID();
  const call = {
    connection,
    frame: JSON.stringify({ kind: 'call', id: 1, method: 'test.echo', input: { text: 'a' } }),
  };

  async function answers(speaks: (door: Door) => void): Promise<{ sent: number; refused: string[] }> {
    let served = 0;
    const rpc = testServer();
    const door = openDoor({
      serve(transport) {
        served += 1;
        return rpc.serve(transport);
      },
    });
    speaks(door);
    await new Promise((resolve) => setImmediate(resolve));
    return {
      sent: served + door.contents.mainFrame.sent.length,
      refused: door.refused.map((error) => error.code),
    };
  }

  test('the main frame of our window: it is answered', async () => {
    expect(await answers((door) => door.speak(call))).toEqual({ sent: 2, refused: [] });
  });

  test('a sub frame: refused, even with our origin', async () => {
    const child = new StubFrame('app://airdock');
    const result = await answers((door) => {
      child.parent = door.contents.mainFrame;
      door.speak(call, { frame: child });
    });
    expect(result).toEqual({ sent: 0, refused: ['host.foreignOrigin'] });
    expect(child.sent).toEqual([]);
  });

  test('a forged frame that claims to be a main frame: refused', async () => {
    const forged = new StubFrame('app://airdock');
    const result = await answers((door) => door.speak(call, { frame: forged }));
    expect(result).toEqual({ sent: 0, refused: ['host.foreignOrigin'] });
    expect(forged.sent).toEqual([]);
  });

  for (const origin of [
    'https://evil.example',
    'file://',
    'null',
    '',
    'app://evil',
    'app://airdock.evil',
    'app://airdock:1',
  ]) {
    test(`the main frame while it shows ${JSON.stringify(origin)}: refused`, async () => {
      const result = await answers((door) => {
        door.contents.mainFrame.origin = origin;
        door.speak(call);
      });
      expect(result).toEqual({ sent: 0, refused: ['host.foreignOrigin'] });
    });
  }

  test('a frame that is gone already: refused', async () => {
    const result = await answers((door) => door.speak(call, { frame: null }));
    expect(result).toEqual({ sent: 0, refused: ['host.foreignOrigin'] });
  });

  test('contents that are no window of ours: refused', async () => {
    const stranger = new StubContents();
    const result = await answers((door) => door.speak(call, { frame: stranger.mainFrame, sender: stranger }));
    expect(result).toEqual({ sent: 0, refused: ['host.foreignOrigin'] });
    expect(stranger.mainFrame.sent).toEqual([]);
  });

  for (const packet of [
    null,
    'text',
    {},
    { connection, frame: 1 },
    { connection: 'x', frame: '' },
    { ...call, more: 1 },
  ]) {
    test(`something that is no packet (${JSON.stringify(packet)}): refused`, async () => {
      expect(await answers((door) => door.speak(packet))).toEqual({ sent: 0, refused: ['rpc.invalidInput'] });
    });
  }

  test('a frame that is not JSON ends the connection with its reason', async () => {
    const door = openDoor(testServer());
    door.speak({ connection, frame: '{' });
    const frames = door.contents.mainFrame.sent.map(({ packet }) => packet.frame);
    expect(frames).toEqual([expect.stringContaining('rpc.invalidInput'), '']);
  });
});

describe('a page that goes away', () => {
  for (const event of ['did-navigate', 'render-process-gone', 'destroyed']) {
    test(`ends its subscriptions (${event})`, async () => {
      const door = openDoor(testServer());
      const client = createRpcClient(testContract, createBridgeTransport(bridge()));
      client.test.count({ from: 0 }, { onSnapshot() {}, onChanges() {} });
      expect(await client.test.listeners({})).toBe(1);
      door.contents.emit(event);
      const next = createRpcClient(testContract, createBridgeTransport(bridge()));
      expect(await next.test.listeners({})).toBe(0);
    });
  }

  test('a reloaded page begins anew and the old connection is ended', async () => {
    openDoor(testServer());
    const before = createRpcClient(testContract, createBridgeTransport(bridge()));
    before.test.count({ from: 0 }, { onSnapshot() {}, onChanges() {} });
    expect(await before.test.listeners({})).toBe(1);
    const after = createRpcClient(testContract, createBridgeTransport(bridge()));
    expect(await after.test.listeners({})).toBe(0);
  });

  test('nothing is sent to a frame that was disposed of', async () => {
    const door = openDoor(testServer());
    const client = createRpcClient(testContract, createBridgeTransport(bridge()));
    await client.test.echo({ text: '' });
    door.contents.mainFrame.destroyed = true;
    const before = door.contents.mainFrame.sent.length;
    void client.test.echo({ text: 'into the void' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(door.contents.mainFrame.sent).toHaveLength(before);
  });
});
