/** What a terminal can do for the core: nothing but keep secrets in a file. */
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { HostCapabilities } from '../../core/host.ts';
import { createFileSecrets } from '../common/fileSecrets.ts';

export function createCliCapabilities(folder: string): HostCapabilities {
  const refuse = (what: string) => () => Promise.reject(new AppError('host.notAvailable', { what }));
  return {
    door: 'cli',
    can: { pickFiles: false, saveFiles: false, reveal: false, upload: false },
    pickFile: refuse('pickFile'),
    saveFile: refuse('saveFile'),
    reveal: refuse('reveal'),
    notify() {},
    keepAwake() {},
    progress() {},
    secrets: createFileSecrets(join(folder, 'secrets.json')),
  };
}
