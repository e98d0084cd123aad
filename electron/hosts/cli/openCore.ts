/** A core to talk to: the one that already runs on this data folder, or one of our own for as long as the verb takes. */
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type CoreClient, contract } from '../../../shared/contract/index.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
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
  /** For a core that ends with this process: waits until every door that joined it has left. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** Beside this file once it is built: out/main/cli.js. */
const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export function ownVersion(): string {
  return readVersion(built('../../package.json'));
}

/** How long a core may take between holding the folder and answering, or between its last answer and letting go. */
const settleMs = 10_000;
const retryMs = 150;

/** Throws what `createCore` throws, but attaches where another core holds the folder. */
export async function openCore(): Promise<OpenCore> {
  const folder = findDataFolder(null);
  prepareDataFolder(folder);
  const endMs = performance.now() + settleMs;
  for (;;) {
    try {
      return await ownCore(folder);
    } catch (error) {
      if (!hasCode(error, 'host.dataFolderLocked')) throw error;
      const attached = await attach(folder);
      if (attached !== null) return attached;
      // The other core is just starting or just ending.
      if (performance.now() > endMs) throw error;
      await delay(retryMs);
    }
  }
}

async function ownCore(folder: string): Promise<OpenCore> {
  const core = await runCore({
    folder,
    host: createCliCapabilities(folder),
    create: (given) =>
      createCore({
        ...given,
        demoFolder: built('../../resources/demo/'),
        baseUrl: import.meta.url,
        version: ownVersion(),
      }),
    temporaryFolder: tmpdir(),
    onInternalError: createErrorLog(folder, () => new Date().toISOString()),
  });
  return { client: core.client, drain: core.drain, close: core.close };
}

/** Null where nobody answers yet, or any more. */
async function attach(folder: string): Promise<OpenCore | null> {
  try {
    const client = createRpcClient(contract, await connectToCore(folder));
    return { client, drain: async () => {}, close: async () => client.close() };
  } catch (error) {
    if (hasCode(error, 'host.coreNotRunning')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof AppError && error.code === code;
}
