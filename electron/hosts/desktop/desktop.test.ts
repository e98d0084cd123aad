import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Session } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CoreHandlers, contract } from '../../../shared/contract/index.ts';
import type { Job } from '../../../shared/contract/job.ts';
import { AppError } from '../../../shared/errors.ts';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import type { TopicSink } from '../../../shared/rpc/define.ts';
import { connectToCore } from '../attach/connect.ts';
import type { CoreLike } from '../common/runCore.ts';
import { ipcMain, person, StubApp, StubEvent, StubSession, StubWindow } from './testing/electronStub.ts';

vi.mock('electron', () => import('./testing/electronStub.ts'));
const { startDesktop } = await import('./desktop.ts');
const { frameChannel } = await import('./channel.ts');

const settings = {
  preferences: { language: 'en', theme: 'system', projectId: null },
  projects: [],
  secretsIn: 'system',
};
const guardedJob: Job = {
  id: '1',
  kind: 'upgrade',
  title: {},
  createdAtMs: 0,
  state: { phase: 'running', stage: 'download' },
  resources: [],
  guarded: true,
};

let folder: string;
let app: StubApp;
let order: string[];
let jobs: Job[];

/** Every member of the contract: topics say what the test gives them, methods answer nothing. */
function handlers(): CoreHandlers {
  const snapshots: Record<string, unknown> = { 'settings.state': settings, 'jobs.all': jobs };
  const services = Object.entries(contract).map(([service, members]) => [
    service,
    Object.fromEntries(
      Object.keys(members).map((name) => [
        name,
        (_input: unknown, sink?: TopicSink<unknown, unknown>) => {
          sink?.snapshot?.(snapshots[`${service}.${name}`] ?? []);
          return () => {};
        },
      ]),
    ),
  ]);
  // Made from the same contract that the type is derived from.
  return Object.fromEntries(services) as CoreHandlers;
}

async function start(createCore?: () => Promise<CoreLike>): Promise<StubWindow> {
  await startDesktop({
    app: app as unknown as App,
    session: new StubSession() as unknown as Session,
    folder,
    pageFolder: join(folder, 'page'),
    preload: '/p.cjs',
    devTools: false,
    log: (where) => order.push(where),
    createCore:
      createCore ??
      (async () => ({
        handlersFor: handlers,
        close: async () => {
          order.push('core closed');
        },
      })),
  });
  return vi.waitFor(() => {
    const window = StubWindow.all.at(-1);
    if (window === undefined) throw new Error('no window');
    return window;
  }, patience);
}

/** A guard against hanging, nothing else. */
const patience = { timeout: 30_000 };
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-desk-'));
  app = new StubApp();
  order = [];
  jobs = [];
  person.asked.length = 0;
  person.button = 0;
  StubWindow.all.length = 0;
});
afterEach(async () => {
  app.emit('will-quit', new StubEvent());
  await settle();
  rmSync(folder, { recursive: true });
});

describe('the desktop program', () => {
  test('opens its window and answers it on the channel, and no other contents', async () => {
    const window = await start();
    const packet = {
      connection: crypto.randomUUID(),
      frame: JSON.stringify({ kind: 'call', id: 1, method: 'no.such', input: {} }),
    };
    const { webContents } = window;
    ipcMain.emit(frameChannel, { sender: webContents, senderFrame: webContents.mainFrame }, packet);
    const other = new StubWindow().webContents;
    ipcMain.emit(frameChannel, { sender: other, senderFrame: other.mainFrame }, packet);
    await vi.waitFor(
      () =>
        expect(webContents.mainFrame.sent.map((sent) => sent.packet.frame)).toEqual([
          expect.stringContaining('rpc.unknownMethod'),
        ]),
      patience,
    );
    expect(other.mainFrame.sent).toEqual([]);
    expect(order).toEqual(['ipc refused']);
  });

  test('lets the command line in while it runs', async () => {
    await start();
    const client = createRpcClient(contract, await connectToCore(folder));
    const state = await new Promise((resolve) =>
      client.settings.state({}, { onSnapshot: resolve, onChanges() {} }),
    );
    expect(state).toEqual(settings);
    client.close();
  });

  test('asks before closing while a guarded job runs, in the language of the preferences', async () => {
    jobs = [guardedJob];
    const window = await start();
    expect(window.close()).toBe(false);
    await vi.waitFor(
      () => expect(person.asked).toMatchObject([{ message: 'An upgrade is still running' }]),
      patience,
    );
  });

  test('closes without a question when nothing could be harmed', async () => {
    expect((await start()).close()).toBe(true);
  });

  test('shows its window when it is started a second time', async () => {
    const window = await start();
    app.emit('second-instance', new StubEvent(), ['--evil', 'file:///etc/passwd']);
    expect(window.calls.slice(-2)).toEqual(['restore', 'focus']);
  });

  test('ends the core before it ends itself', async () => {
    await start();
    const event = new StubEvent();
    app.emit('will-quit', event);
    expect(event.defaultPrevented).toBe(true);
    await vi.waitFor(() => expect([order, app.calls]).toEqual([['core closed'], ['quit']]), patience);
  });

  test('does not start on a folder that another core holds, and says so by name', async () => {
    const locked = start(() => Promise.reject(new AppError('host.dataFolderLocked')));
    await expect(locked).rejects.toMatchObject({ code: 'host.dataFolderLocked' });
    expect(StubWindow.all).toEqual([]);
  });
});
