/** Secrets encrypted by the operating system where it can, else the owner-only file that the window names (line 9). */
import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { SecretStore } from '../../core/host.ts';
import { createFileSecrets, type SecretCoding } from '../common/fileSecrets.ts';

const system: SecretCoding = {
  kind: 'system',
  encode: (value) => safeStorage.encryptString(value).toString('base64'),
  decode(stored) {
    try {
      return safeStorage.decryptString(Buffer.from(stored, 'base64'));
    } catch {
      // Another account's, or the keychain was reset: as good as not there.
      return null;
    }
  },
};

/** After the app is ready. The two kinds keep separate files: neither ever reads the other's text as its own. */
export function createDesktopSecrets(folder: string, platform: NodeJS.Platform): SecretStore {
  return canEncrypt(platform)
    ? createFileSecrets(join(folder, 'secrets.system.json'), system)
    : createFileSecrets(join(folder, 'secrets.json'));
}

/** On a Linux without a keyring Electron would "encrypt" with a password that everybody knows. */
function canEncrypt(platform: NodeJS.Platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}
