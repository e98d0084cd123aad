/** Packages as files, by the contract alone: the host reaches into the core through nothing else. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { OpenPackage } from './downloads.ts';

/** Each download gets its own copy below `folder`, gone when it has been sent. */
export function createOpenPackage(
  client: Pick<CoreClient, 'packages'>,
  folder: string,
  randomHex: (bytes: number) => string,
): OpenPackage {
  return async (sha256) => {
    const { fileName } = await client.packages.get({ sha256 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, randomHex(16));
    const dispose = (): Promise<void> => rm(path, { force: true });
    try {
      const { sizeBytes } = await client.packages.save({ sha256, path });
      return { path, fileName, sizeBytes, dispose };
    } catch (thrown) {
      await dispose();
      throw thrown;
    }
  };
}
