/** Airdock as a desktop program. What must happen before Electron is ready happens here, in this order. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, Menu, session } from 'electron';
import { AppError } from '../../../shared/errors.ts';
import { createCore } from '../../core/createCore.ts';
import { prepareDataFolder } from '../../core/store/dataFolder.ts';
import { chooseLanguage, createTranslator } from '../cli/translator.ts';
import { findDataFolder } from '../common/dataFolder.ts';
import { createErrorLog } from '../common/errorLog.ts';
import { logCrashes } from './crashes.ts';
import { startDesktop } from './desktop.ts';
import { registerAppScheme } from './protocol.ts';
import { hardenApp } from './security.ts';

/** Beside this file once it is built: out/main/index.js, out/preload/index.cjs, out/renderer. */
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

registerAppScheme();
hardenApp(app);

async function start(): Promise<void> {
  const folder = findDataFolder(app.isPackaged ? dirname(app.getPath('exe')) : null);
  prepareDataFolder(folder);
  // Chromium's own files too: the data folder is all there is, and the lock below is then one per data folder.
  app.setPath('userData', join(folder, 'chromium'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const log = createErrorLog(folder, () => new Date().toISOString());
  logCrashes(app, log);
  Menu.setApplicationMenu(process.platform === 'darwin' ? macMenu() : null);
  await app.whenReady();
  await startDesktop({
    app,
    session: session.defaultSession,
    folder,
    pageFolder: built('../renderer/'),
    preload: built('../preload/index.cjs'),
    devTools: !app.isPackaged,
    createCore: (given) =>
      createCore({
        ...given,
        demoFolder: built('../../resources/demo/'),
        baseUrl: import.meta.url,
        version: app.getVersion(),
      }),
    log,
  });
}

/** macOS takes the keys for copy and paste from the menu. */
function macMenu(): Menu {
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}

start().catch(async (thrown: unknown) => {
  const { code, params } = AppError.from(thrown);
  const t = await createTranslator(chooseLanguage(app.getPreferredSystemLanguages()[0], process.env));
  dialog.showErrorBox('Airdock', t(`error.${code}`, params));
  app.exit(1);
});
