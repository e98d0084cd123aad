/** A core to talk to: the one that already runs on this data folder, or one of our own for as long as the verb takes. */
import { type CoreClient, contract } from '../../../shared/contract/index.ts';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import { createMemoryTransportPair } from '../../../shared/rpc/memoryTransport.ts';
import { createRpcServer } from '../../../shared/rpc/server.ts';
import { createCore } from '../../core/createCore.ts';
import { chooseDataFolder } from '../../core/store/dataFolder.ts';
import { connectToCore } from '../attach/connect.ts';

export interface OpenCore {
  readonly client: CoreClient;
  close(): Promise<void>;
}
