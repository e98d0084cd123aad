/** What a browser door can do for the core: little. Files come as uploads and go as downloads. */
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { HostCapabilities } from '../../core/host.ts';
import { createFileSecrets } from '../common/fileSecrets.ts';
import { awakeCommand, createKeepAwake } from './keepAwake.ts';

export function createLocalCapabilities(folder: string): HostCapabilities {
  const refuse = (what: string) => () => Promise.reject(new AppError('host.notAvailable', { what }));
  return {
    door: 'local',
    can: { pickFiles: false, saveFiles: false, reveal: false, upload: true },
    pickFile: refuse('pickFile'),
    saveFile: refuse('saveFile'),
    reveal: refuse('reveal'),
    notify() {},
    keepAwake: createKeepAwake(awakeCommand(process.platform, process.pid)),
    progress() {},
    secrets: createFileSecrets(join(folder, 'secrets.json')),
  };
}
