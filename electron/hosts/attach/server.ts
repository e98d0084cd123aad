/** The running core's door for second doors of the same person: the command line, another window. */
import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { goodbye, maxFrameBytes } from '../../../shared/rpc/frame.ts';
import type { RpcServer } from '../../../shared/rpc/server.ts';
import type { Timers } from '../../../shared/rpc/timers.ts';
import type { Transport } from '../../../shared/rpc/transport.ts';
import { removeAttachNote, writeAttachNote } from './attachFile.ts';
import { createSocketTransport } from './socketTransport.ts';

export interface AttachServerOptions {
  readonly folder: string;
  /** From chooseAttachAddress; also what the folder's lock shows. */
  readonly address: string;
  readonly rpc: RpcServer;
  readonly timers: Timers;
  readonly randomHex: (bytes: number) => string;
  readonly limitBytes?: number;
}

export interface AttachServer {
  /** Admits nobody new and resolves when every door that had joined has left by itself. */
  drain(): Promise<void>;
  /** Cuts who is still there. */
  close(): Promise<void>;
}

const helloSchema = z.strictObject({ kind: z.literal('hello'), key: z.string() });
/** A process of this person answers at once; whoever says nothing does not stay. */
const helloTimeoutMs = 5000;

/**
 * Listens and leaves the note that `connectToCore` reads. Call it only while holding the folder's lock: a socket file that is
 * already there is then a dead core's and is replaced. Throws AppError host.dataFolderUnusable {path, reason}.
 */
export async function startAttachServer(options: AttachServerOptions): Promise<AttachServer> {
  const key = options.randomHex(32);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    admit(createSocketTransport(socket, options.limitBytes ?? maxFrameBytes), key, options);
  });
  const isPipe = options.address.startsWith('\\\\');
  if (!isPipe) rmSync(options.address, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(unusable(options.address, cause)));
    // The socket is born without rights for others; a chmod afterwards would leave a moment to slip in.
    const before = isPipe ? undefined : process.umask(0o177);
    server.listen(options.address, resolve);
    if (before !== undefined) process.umask(before);
  });
  writeAttachNote(options.folder, { address: options.address, key });
  let closed: Promise<void> | null = null;
  const drain = (): Promise<void> => {
    closed ??= (async () => {
      await removeAttachNote(options.folder);
      // Calls back when the last connection has ended; who comes from now on finds nobody and tries again.
      await new Promise<void>((resolve) => server.close(() => resolve()));
    })();
    return closed;
  };
  return {
    drain,
    async close() {
      const done = drain();
      for (const socket of open) socket.destroy();
      await done;
    },
  };
}

/** Nothing is served before the key has been shown. */
function admit(transport: Transport, key: string, { rpc, timers }: AttachServerOptions): void {
  const stopTimer = timers.after(helloTimeoutMs, () => transport.close());
  transport.onClose(stopTimer);
  const stop = transport.onMessage((message) => {
    stop();
    stopTimer();
    const hello = helloSchema.safeParse(message);
    if (!hello.success || !sameText(hello.data.key, key)) {
      transport.send(goodbye(new AppError('host.missingToken')));
      transport.close();
      return;
    }
    transport.send({ kind: 'welcome' });
    rpc.serve(transport);
  });
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function unusable(path: string, cause: Error): AppError {
  return new AppError('host.dataFolderUnusable', { path, reason: cause.message }, { cause });
}
