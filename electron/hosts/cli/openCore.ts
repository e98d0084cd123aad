/** A core to talk to: the one that already runs on this data folder, or one of our own for as long as the verb takes. */
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type CoreClient, contract } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import { createCore } from '../../core/createCore.ts';
import { prepareDataFolder } from '../../core/store/dataFolder.ts';
import { connectToCore } from '../attach/connect.ts';
import { findDataFolder } from '../common/dataFolder.ts';
import { createErrorLog } from '../common/errorLog.ts';
import { runCore } from '../common/runCore.ts';
import { readVersion } from '../common/version.ts';
import { createCliCapabilities } from './capabilities.ts';

export interface OpenCore {
  readonly client: CoreClient;
  close(): Promise<void>;
}

/** Beside this file once it is built: out/main/cli.js. */
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Throws what `createCore` throws, but attaches where another core holds the folder. */
export async function openCore(): Promise<OpenCore> {
  const folder = findDataFolder(null);
  prepareDataFolder(folder);
  try {
    return await runCore({
      folder,
      host: createCliCapabilities(folder),
      create: (given) =>
        createCore({
          ...given,
          demoFolder: built('../../resources/demo/'),
          baseUrl: import.meta.url,
          version: readVersion(built('../../package.json')),
        }),
      temporaryFolder: tmpdir(),
      onInternalError: createErrorLog(folder, () => new Date().toISOString()),
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'host.dataFolderLocked') throw error;
    const client = createRpcClient(contract, await connectToCore(folder));
    return { client, close: async () => client.close() };
  }
}
