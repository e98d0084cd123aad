/** What breaks is written down on this computer; nothing is sent (stack.md, section 3, line 13). */
import { join } from 'node:path';
import { type App, type BrowserWindow, dialog, shell } from 'electron';
import type { ErrorLog } from '../common/errorLog.ts';
import type { DesktopTexts } from './texts.ts';

/** Helper processes and our own mistakes. */
export function logCrashes(app: App, log: ErrorLog): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    log('child-process-gone', `${type} ${reason} ${exitCode}`),
  );
  process.on('unhandledRejection', (thrown) => log('unhandledRejection', thrown));
  // Going on: the core keeps its state in files that survive anything, and an upgrade that runs is worth more than a clean end.
  process.on('uncaughtException', (thrown) => log('uncaughtException', thrown));
}

/** A page that died is offered again; the jobs live in the core and never noticed. */
export function watchPage(
  window: BrowserWindow,
  options: { readonly folder: string; readonly log: ErrorLog; readonly texts: () => DesktopTexts },
): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    options.log('render-process-gone', `${reason} ${exitCode}`);
    void offerReload(window, options.folder, options.texts());
  });
}

async function offerReload(window: BrowserWindow, folder: string, texts: DesktopTexts): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: texts.crashedTitle,
    detail: texts.crashedDetail,
    buttons: [texts.reload, texts.showLog],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) shell.showItemInFolder(join(folder, 'errors.log'));
  if (!window.isDestroyed()) window.webContents.reload();
}
