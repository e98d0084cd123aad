import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CoreHandlers, contract } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { createRpcClient } from '../../../shared/rpc/client.ts';
import { createMemoryTransportPair } from '../../../shared/rpc/memoryTransport.ts';
import type { RpcServer } from '../../../shared/rpc/server.ts';
import { connectToCore } from '../attach/connect.ts';
import { createLocalCapabilities } from '../local/capabilities.ts';
import { type CoreLike, runCore } from './runCore.ts';

let folder: string;
let closed: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-run-'));
  closed = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A core whose every method says which rights its door has. */
function createCore(refuse = false): CoreLike {
  return {
    handlersFor({ paths }) {
      if (refuse) throw new Error('no handlers today');
      const answer = () => ({ paths });
      const services = Object.entries(contract).map(([service, members]) => [
        service,
        Object.fromEntries(Object.keys(members).map((name) => [name, answer])),
      ]);
      // Made from the same contract that the type is derived from.
      return Object.fromEntries(services) as CoreHandlers;
    },
    async close() {
      closed += 1;
    },
  };
}

function run(create: () => Promise<CoreLike>) {
  const host = createLocalCapabilities(folder);
  return runCore({ folder, host, create, temporaryFolder: tmpdir(), onInternalError: () => {} });
}

function ask(rpc: RpcServer): Promise<unknown> {
  const [near, far] = createMemoryTransportPair();
  rpc.serve(far);
  return createRpcClient(contract, near).app.info({});
}

describe('a running core', () => {
  test('gives paths to the person at this computer and not to the browser', async () => {
    const core = await run(async () => createCore());
    expect(await ask(core.rpc)).toEqual({ paths: true });
    expect(await ask(core.rpcWithoutPaths)).toEqual({ paths: false });
    expect(await core.client.app.info({})).toEqual({ paths: true });
    const attached = createRpcClient(contract, await connectToCore(folder));
    expect(await attached.app.info({})).toEqual({ paths: true });
    attached.close();
    await core.close();
  });

  test('leaves nothing behind when it ends', async () => {
    const core = await run(async () => createCore());
    await core.close();
    expect(closed).toBe(1);
    expect(existsSync(join(folder, 'core.attach'))).toBe(false);
    await expect(core.client.app.info({})).rejects.toMatchObject({ code: 'rpc.disconnected' });
  });

  test('touches no socket of a core that holds the folder already', async () => {
    const first = await run(async () => createCore());
    const second = run(() => Promise.reject(new AppError('host.dataFolderLocked')));
    await expect(second).rejects.toMatchObject({ code: 'host.dataFolderLocked' });
    (await connectToCore(folder)).close();
    await first.close();
  });

  test('closes the core again when a door to it cannot be opened', async () => {
    await expect(run(async () => createCore(true))).rejects.toThrow('no handlers today');
    expect(closed).toBe(1);
  });
});
