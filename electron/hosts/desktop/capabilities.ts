/** What the desktop can do for the core. */
import { stat } from 'node:fs/promises';
import { type BrowserWindow, dialog, Notification, powerSaveBlocker, shell } from 'electron';
import type { PickPurpose } from '../../../shared/contract/app.ts';
import { AppError } from '../../../shared/errors.ts';
import type { HostCapabilities } from '../../core/host.ts';
import { createDesktopSecrets } from './secrets.ts';

/** Endings that the dialog offers first; where there are none it shows every file at once. */
const extensions: Readonly<Record<PickPurpose, readonly string[]>> = {
  firmware: ['binpkg', 'soc', 'pac', 'img', 'fls', 'bin', 'zip', '7z'],
  package: ['bin', 'par', 'fota', 'sota'],
  any: [],
  program: [],
  folder: [],
};

/** `window` is the one to put dialogs on; undefined while there is none. */
export function createDesktopCapabilities(
  folder: string,
  window: () => BrowserWindow | undefined,
): HostCapabilities {
  return {
    door: 'desktop',
    can: { pickFiles: true, saveFiles: true, reveal: true, upload: false },
    async pickFile(purpose) {
      // Any file may be chosen: the formats are told by content, not by name.
      const usual = extensions[purpose];
      const first = { name: usual.map((extension) => `*.${extension}`).join(' '), extensions: [...usual] };
      const all = { name: '*', extensions: ['*'] };
      const { filePaths } = await dialog.showOpenDialog(needWindow(window), {
        properties: [purpose === 'folder' ? 'openDirectory' : 'openFile'],
        filters: purpose === 'folder' ? [] : usual.length === 0 ? [all] : [first, all],
      });
      return filePaths[0] ?? null;
    },
    async saveFile(suggestedName) {
      const { canceled, filePath } = await dialog.showSaveDialog(needWindow(window), {
        defaultPath: suggestedName,
      });
      return canceled || filePath === '' ? null : filePath;
    },
    async reveal(path) {
      await stat(path).catch((cause: unknown) => {
        throw new AppError('file.notFound', { path }, { cause });
      });
      shell.showItemInFolder(path);
    },
    notify({ title, body }) {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
    keepAwake: createKeepAwake(),
    progress(value) {
      window()?.setProgressBar(value ?? -1);
    },
    secrets: createDesktopSecrets(folder, process.platform),
  };
}

function needWindow(window: () => BrowserWindow | undefined): BrowserWindow {
  const found = window();
  if (found === undefined) throw new AppError('host.notAvailable', { what: 'window' });
  return found;
}

/** The display may go dark, the computer may not sleep. */
function createKeepAwake(): (on: boolean) => void {
  let blocker: number | undefined;
  return (on) => {
    if (on) {
      blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    } else if (blocker !== undefined) {
      powerSaveBlocker.stop(blocker);
      blocker = undefined;
    }
  };
}
