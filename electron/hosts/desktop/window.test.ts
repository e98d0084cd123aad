import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createErrorLog } from '../common/errorLog.ts';
import {
  blockers,
  displays,
  keyring,
  opened,
  person,
  StubEvent,
  StubWindow,
} from './testing/electronStub.ts';

vi.mock('electron', () => import('./testing/electronStub.ts'));
const { createWindow } = await import('./window.ts');
const { guardClosing } = await import('./closeGuard.ts');
const { watchPage } = await import('./crashes.ts');
const { createDesktopCapabilities } = await import('./capabilities.ts');
const { createDesktopSecrets } = await import('./secrets.ts');
const { desktopTexts } = await import('./texts.ts');

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const asWindow = (stub: StubWindow): BrowserWindow => stub as unknown as BrowserWindow;
const texts = () => desktopTexts('en');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-window-'));
  StubWindow.all.length = 0;
  person.button = 0;
  person.file = '';
  person.asked.length = 0;
  opened.length = 0;
  Object.assign(keyring, { available: true, backend: 'gnome_libsecret', salt: 'a' });
  displays.areas = [{ x: 0, y: 0, width: 1920, height: 1080 }];
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): StubWindow {
  createWindow({ folder, preload: '/p.cjs', devTools: false });
  const window = StubWindow.all.at(-1);
  if (window === undefined) throw new Error('no window');
  return window;
}

describe('the window', () => {
  test('shows our page with safe preferences, when there is something to see', () => {
    const window = open();
    expect(window.options).toMatchObject({
      show: false,
      webPreferences: {
        preload: '/p.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        devTools: false,
      },
    });
    expect(window.calls).toEqual(['load app://airdock/']);
    window.emit('ready-to-show');
    expect(window.calls).toContain('show');
  });

  test('comes back where it was', () => {
    const first = open();
    first.maximize();
    first.close();
    const second = open();
    expect(second.options).toMatchObject(first.bounds);
    expect(second.maximized).toBe(true);
  });

  test('takes the default place when its display is gone, or the file is damaged', () => {
    open().close();
    displays.areas = [{ x: 5000, y: 0, width: 800, height: 600 }];
    expect(open().options).toMatchObject({ width: 1280, height: 840 });
    displays.areas = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    writeFileSync(join(folder, 'window.json'), '{"x":1');
    expect(open().options).toMatchObject({ width: 1280, height: 840 });
  });
});

describe('closing', () => {
  function guard(guarded: number): StubWindow {
    const window = new StubWindow();
    guardClosing(asWindow(window), { guarded: () => guarded, texts });
    return window;
  }

  test('is free while nothing could be harmed', () => {
    expect(guard(0).close()).toBe(true);
    expect(person.asked).toEqual([]);
  });

  test('asks while a guarded job runs, once at a time, and staying is the default', async () => {
    const window = guard(1);
    expect([window.close(), window.close()]).toEqual([false, false]);
    await settle();
    expect(person.asked).toMatchObject([
      { defaultId: 0, cancelId: 0, buttons: [texts().stay, texts().leave] },
    ]);
    expect(window.close()).toBe(false);
  });

  test('goes on when the person insists', async () => {
    const window = guard(1);
    let closed = false;
    window.on('closed', () => {
      closed = true;
    });
    person.button = 1;
    window.close();
    await settle();
    expect(closed).toBe(true);
  });
});

describe('a page that crashed', () => {
  function crash(reason: string): StubWindow {
    const window = new StubWindow();
    watchPage(asWindow(window), { folder, log: createErrorLog(folder, () => 'now'), texts });
    window.webContents.emit('render-process-gone', new StubEvent(), { reason, exitCode: 11 });
    return window;
  }

  test('is written down on this computer and opened again', async () => {
    const window = crash('crashed');
    await settle();
    expect(readFileSync(join(folder, 'errors.log'), 'utf8')).toBe('now render-process-gone: crashed 11\n');
    expect(window.webContents.reloads).toBe(1);
  });

  test('shows the file when the person wants to see it', async () => {
    person.button = 1;
    crash('oom');
    await settle();
    expect(opened).toEqual([join(folder, 'errors.log')]);
  });

  test('that ended by itself is no crash', async () => {
    const window = crash('clean-exit');
    await settle();
    expect([existsSync(join(folder, 'errors.log')), window.webContents.reloads]).toEqual([false, 0]);
  });
});

describe('what the desktop can do', () => {
  test('a dialog needs a window', async () => {
    const host = createDesktopCapabilities(folder, () => undefined);
    await expect(host.pickFile('firmware')).rejects.toMatchObject({ code: 'host.notAvailable' });
  });

  test('picking and saving give a path, or null when the person closes the dialog', async () => {
    const host = createDesktopCapabilities(folder, () => asWindow(new StubWindow()));
    expect([await host.pickFile('firmware'), await host.saveFile('a.bin')]).toEqual([null, null]);
    person.file = '/fw/a.binpkg';
    expect([await host.pickFile('firmware'), await host.saveFile('a.bin')]).toEqual([
      person.file,
      person.file,
    ]);
  });

  test('a file that is not there cannot be shown', async () => {
    const host = createDesktopCapabilities(folder, () => undefined);
    await expect(host.reveal(join(folder, 'none'))).rejects.toMatchObject({ code: 'file.notFound' });
    expect(opened).toEqual([]);
  });

  test('the computer stays awake once, however often it is asked, and may sleep after', () => {
    const host = createDesktopCapabilities(folder, () => undefined);
    host.keepAwake(true);
    host.keepAwake(true);
    expect(blockers.size).toBe(1);
    host.keepAwake(false);
    host.keepAwake(false);
    expect(blockers.size).toBe(0);
  });

  test('progress is on the task bar, and off it', () => {
    const window = new StubWindow();
    const host = createDesktopCapabilities(folder, () => asWindow(window));
    host.progress(0.5);
    expect(window.progress).toBe(0.5);
    host.progress(null);
    expect(window.progress).toBe(-1);
  });
});

describe('secrets on the desktop', () => {
  test('are encrypted by the system and never stand in the file', async () => {
    const secrets = createDesktopSecrets(folder, 'linux');
    await secrets.set('key', 's3cret');
    expect([secrets.kind, await secrets.get('key')]).toEqual(['system', 's3cret']);
    expect(readFileSync(join(folder, 'secrets.system.json'), 'utf8')).not.toContain('s3cret');
  });

  test('that cannot be decrypted any more are as good as none', async () => {
    await createDesktopSecrets(folder, 'linux').set('key', 's3cret');
    keyring.salt = 'b';
    expect(await createDesktopSecrets(folder, 'linux').get('key')).toBeNull();
  });

  test('are called a file where the system has no keyring, or only pretends to', async () => {
    keyring.backend = 'basic_text';
    expect(createDesktopSecrets(folder, 'linux').kind).toBe('file');
    expect(createDesktopSecrets(folder, 'win32').kind).toBe('system');
    keyring.available = false;
    expect(createDesktopSecrets(folder, 'darwin').kind).toBe('file');
  });
});
