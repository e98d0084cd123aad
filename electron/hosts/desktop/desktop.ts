/** Puts core and window together, once Electron is ready. */
import { tmpdir } from 'node:os';
import { type App, type BrowserWindow, ipcMain, type Session } from 'electron';
import type { Language } from '../../../shared/domain/texts/translate.ts';
import type { ErrorLog } from '../common/errorLog.ts';
import { followGuardedJobs } from '../common/guardedJobs.ts';
import { type RunCoreOptions, type RunningCore, runCore } from '../common/runCore.ts';
import { createDesktopCapabilities } from './capabilities.ts';
import { guardClosing } from './closeGuard.ts';
import { watchPage } from './crashes.ts';
import { openIpcDoor } from './ipcTransport.ts';
import { servePage } from './protocol.ts';
import { hardenSession } from './security.ts';
import { desktopTexts } from './texts.ts';
import { createWindow } from './window.ts';

export interface DesktopOptions {
  readonly app: App;
  readonly session: Session;
  readonly folder: string;
  readonly pageFolder: string;
  readonly preload: string;
  readonly devTools: boolean;
  readonly createCore: RunCoreOptions['create'];
  readonly log: ErrorLog;
}

/** Rejects with what the core's start throws, e.g. AppError host.dataFolderLocked. */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { app, session, folder, preload, devTools, log } = options;
  hardenSession(session, { devTools });
  servePage(session, options.pageFolder);
  let window: BrowserWindow | undefined;
  let guarded = 0;
  let language: Language = 'zh-CN';
  const texts = () => desktopTexts(language);
  const host = createDesktopCapabilities(folder, () => window);
  const create = options.createCore;
  const core = await runCore({ folder, host, create, temporaryFolder: tmpdir(), onInternalError: log });
  const closeDoor = openIpcDoor({
    ipcMain,
    rpc: core.rpc,
    isOurs: (contents) => contents === window?.webContents,
    onRefused: (error) => log('ipc refused', error),
  });
  followGuardedJobs(core.client, (count) => {
    guarded = count;
  });
  followLanguage(core, (next) => {
    language = next;
  });
  window = createWindow({ folder, preload, devTools });
  guardClosing(window, { guarded: () => guarded, texts });
  watchPage(window, { folder, log, texts });
  window.on('closed', () => {
    window = undefined;
  });
  app.on('second-instance', () => show(window));
  endInOrder(app, async () => {
    closeDoor();
    await core.close();
  });
}

function followLanguage(core: RunningCore, onLanguage: (language: Language) => void): void {
  core.client.settings.state(
    {},
    {
      onSnapshot: ({ preferences }) => onLanguage(preferences.language),
      onChanges(states) {
        const last = states.at(-1);
        if (last !== undefined) onLanguage(last.preferences.language);
      },
    },
  );
}

/** The second start of Airdock shows the first one's window; its arguments are not looked at. */
function show(window: BrowserWindow | undefined): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** The window is the program, on every system: a core without a window is what the local host is for. */
function endInOrder(app: App, close: () => Promise<void>): void {
  let isClosed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    close().finally(() => app.quit());
  });
}
