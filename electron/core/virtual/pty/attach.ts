import { type ChildProcess, spawn as nodeSpawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../../shared/errors.ts';
import type { VirtualModule } from '../module.ts';

export interface PtyOptions {
  readonly module: VirtualModule;
  /** How socat is started, its stderr readable; Node's own when absent. */
  readonly spawn?: (command: string, args: readonly string[]) => ChildProcess;
  /** Longest wait until the pseudo-terminal stands. */
  readonly startTimeoutMs?: number;
}

export interface PtyAttachment {
  /** What a serial program opens; it goes and comes back with the module's port. */
  readonly path: string;
  /** Ends socat and removes the path; the module lives on. */
  dispose(): Promise<void>;
}

/**
 * Gives a virtual module a path that any serial program can open: `socat` makes the pseudo-terminal and joins it to a
 * socket of ours that only this user can reach, so no byte passes a shell or a file.
 * @throws AppError `host.notAvailable` {tool: 'socat', hint} where socat is missing or cannot make a pseudo-terminal,
 * and what `attach` throws
 */
export async function attachToPty(options: PtyOptions): Promise<PtyAttachment> {
  const { module } = options;
  const folder = await mkdtemp(join(tmpdir(), 'airdock-pty-'));
  const path = join(folder, 'port');
  let line: PtyLine | null = null;
  let disposed = false;
  // Presence may flip faster than socat starts and ends: one change at a time, in order.
  let work: Promise<void> = Promise.resolve();
  const follow = (present: boolean): Promise<void> => {
    work = work.then(async () => {
      await line?.close();
      line = present && !disposed ? await openLine(options, folder, path) : null;
    });
    return work;
  };
  const unsubscribe = module.onPresence((present) => {
    // A port that does not come back is what the host sees then; there is nobody here to tell.
    follow(present).catch(() => {});
  });
  const dispose = async (): Promise<void> => {
    if (disposed) return;
    disposed = true;
    unsubscribe();
    // What does not close is gone with its folder.
    await follow(false).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await follow(module.isPresent());
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path, dispose };
}

interface PtyLine {
  close(): Promise<void>;
}

/** One life of the pseudo-terminal, from the port's appearance to its end. */
async function openLine(options: PtyOptions, folder: string, path: string): Promise<PtyLine> {
  const socketPath = join(folder, 'module');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const spawn = options.spawn ?? spawnQuietly;
  const child = spawn('socat', [`PTY,link=${path},rawer,mode=600`, `UNIX-CONNECT:${socketPath}`]);
  let keeper: FileHandle | null = null;
  const close = async (): Promise<void> => {
    await keeper?.close();
    keeper = null;
    server.close();
    await stop(child);
    await rm(path, { force: true });
    await rm(socketPath, { force: true });
  };
  try {
    const socket = await firstPeer(server, child, options.startTimeoutMs ?? 5000);
    // While nobody has the terminal open its master end reads an error and socat would leave: one handle stays open.
    keeper = await open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    bridge(options.module, socket);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

function spawnQuietly(command: string, args: readonly string[]): ChildProcess {
  return nodeSpawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** socat makes the terminal first and connects second, so its connection says that both are there. */
function firstPeer(server: Server, child: ChildProcess, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (reason: string): void => {
      clearTimeout(timer);
      const hint = 'install socat, e.g. apt-get install socat';
      reject(new AppError('host.notAvailable', { tool: 'socat', hint }, { cause: reason }));
    };
    const timer = setTimeout(() => fail(`no pseudo-terminal within ${timeoutMs} ms`), timeoutMs);
    child.stderr?.on('data', (text) => {
      said = `${said}${String(text)}`.slice(-500);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', () => fail(said || 'socat ended at once'));
    server.once('connection', (socket) => {
      clearTimeout(timer);
      server.close();
      resolve(socket);
    });
  });
}

function bridge(module: VirtualModule, socket: Socket): void {
  const connection = module.attach();
  connection.onData((bytes) => void socket.write(bytes));
  connection.onClosed(() => socket.destroy());
  socket.on('data', (bytes) => connection.write(bytes));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => connection.close());
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill();
  });
}
