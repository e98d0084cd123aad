/** A core with its socket for second doors: what every door that owns a core begins with. */
import { type CoreHandlers, contract } from '../../../shared/contract/index.ts';
import { createRpcClient, type RpcClient } from '../../../shared/rpc/client.ts';
import { createMemoryTransportPair } from '../../../shared/rpc/memoryTransport.ts';
import { createRpcServer, type RpcServer } from '../../../shared/rpc/server.ts';
import { systemTimers } from '../../../shared/rpc/timers.ts';
import type { HostCapabilities } from '../../core/host.ts';
import { chooseAttachAddress } from '../attach/address.ts';
import { startAttachServer } from '../attach/server.ts';
import { randomHex } from './random.ts';

/** What a door may do beyond the contract's checks: whether it may name paths of this computer; a browser may not. */
interface Rights {
  readonly paths: boolean;
}

/** What a door needs of a core; `createCore` makes one. */
export interface CoreLike {
  handlersFor(rights: Rights): CoreHandlers;
  close(): Promise<void>;
}

export interface RunCoreOptions {
  readonly folder: string;
  readonly host: HostCapabilities;
  /** Makes the core while holding the folder's lock; `socket` is what the lock shows to others. */
  readonly create: (options: {
    dataFolder: string;
    socket: string;
    host: HostCapabilities;
  }) => Promise<CoreLike>;
  readonly temporaryFolder: string;
  readonly onInternalError: (member: string, thrown: unknown) => void;
}

export interface RunningCore {
  /** For a door whose person sits at this computer's files: the desktop's window. */
  readonly rpc: RpcServer;
  /** For a door that may not name paths: the browser. */
  readonly rpcWithoutPaths: RpcServer;
  /** A client in this process, with paths; the door itself uses nothing else of the core. */
  readonly client: RpcClient<typeof contract>;
  /** Lets nobody new in and waits until every second door has left by itself. */
  drain(): Promise<void>;
  /** Second doors first, then the core. */
  close(): Promise<void>;
}

/** Throws what `create` throws, e.g. AppError host.dataFolderLocked. */
export async function runCore(options: RunCoreOptions): Promise<RunningCore> {
  const { folder, host, temporaryFolder } = options;
  const socket = chooseAttachAddress(folder, { platform: process.platform, temporaryFolder, randomHex });
  const core = await options.create({ dataFolder: folder, socket, host });
  const { onInternalError } = options;
  const serverFor = (paths: boolean): RpcServer =>
    createRpcServer(contract, core.handlersFor({ paths }), { onInternalError });
  try {
    const [rpc, rpcWithoutPaths] = [serverFor(true), serverFor(false)];
    const attach = await startAttachServer({ folder, address: socket, rpc, timers: systemTimers, randomHex });
    const [near, far] = createMemoryTransportPair();
    rpc.serve(far);
    const client = createRpcClient(contract, near);
    return {
      rpc,
      rpcWithoutPaths,
      client,
      drain: attach.drain,
      async close() {
        await attach.close();
        client.close();
        await core.close();
      },
    };
  } catch (thrown) {
    await core.close();
    throw thrown;
  }
}
