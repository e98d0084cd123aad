/**
 * A flood of log lines through a pseudo-terminal and serialport into an open terminal session with a window that watches, commands
 * in between, and the journal read back at the end. Used by the bench and, short, by a test.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type DiskJournal, openJournal } from '../../electron/core/journal/openJournal.ts';
import { journalWorkerAt } from '../../electron/core/journal/startWorker.ts';
import { createTerminals } from '../../electron/core/modem/terminal/terminals.ts';
import { createPtyProvider } from '../../electron/core/ports/ptyProvider.ts';
import { createPortRegistry } from '../../electron/core/ports/registry.ts';
import { createTerminalService } from '../../electron/core/services/terminalService.ts';
import { createTerminalKeep } from '../../electron/core/settings/terminalLibrary.ts';
import { keepPausesShort } from '../../electron/core/shortPauses.ts';
import { openMemoryStore } from '../../electron/core/store/openStore.ts';
import { systemClock } from '../../electron/core/systemClock.ts';
import { terminalService } from '../../shared/contract/terminal.ts';
import { createRpcClient } from '../../shared/rpc/client.ts';
import { createMemoryTransportPair } from '../../shared/rpc/memoryTransport.ts';
import { createRpcServer } from '../../shared/rpc/server.ts';
import type { FeederOrder, FeederReport } from './serialFeeder.ts';
import type { IdleReport } from './serialIdle.ts';

export interface FloodOptions extends FeederOrder {
  /** Pause between commands; the next one waits for the answer of the one before. */
  readonly commandEveryMs: number;
  readonly onProgress?: (heldBytes: number, elapsedMs: number) => void;
}

/** How long a command took, and how much of that the thread that reads ports was itself at work; the rest it waited, ms. */
export interface CommandTime {
  readonly tookMs: number;
  /** Of its processor time: parsing, journal, telling the window, garbage collection. What others took is not in it. */
  readonly workedMs: number;
}

export interface FloodResult {
  readonly sent: FeederReport;
  /** What the journal holds as received bytes. */
  readonly held: { readonly bytes: number; readonly sha256: string; readonly lines: number };
  /** Every command that was answered, in order. */
  readonly commands: readonly CommandTime[];
  readonly unanswered: number;
  readonly seconds: number;
  /** Lines that the watching window was sent, and lines that it was told to page in. */
  readonly shownLines: number;
  readonly leftOut: number;
  /** Longest stretch in which the thread that reads ports did nothing else, ms. */
  readonly longestLagMs: number;
  readonly journalBytes: number;
  /** How late an idle process of the same machine was at worst in the same time, ms. */
  readonly machineLagMs: number;
  readonly peakMiB: number;
}

const gib = 1024 * 1024 * 1024;
const root = join(import.meta.dirname, '../..');

export async function floodSerial(options: FloodOptions): Promise<FloodResult> {
  const folder = mkdtempSync(join(tmpdir(), 'airdock-flood-'));
  keepPausesShort();
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  const line = await openLine(folder, cleanup);
  const idle = await startIdle(cleanup);
  const journal = await openJournal({
    folder: join(folder, 'journal'),
    clock: systemClock,
    startWorker: journalWorkerAt(new URL(`file://${root}/electron/core/journal/worker.ts`)),
    // Everything of this run is read back at its end; the default keeps 512 MiB.
    retention: { totalBytes: 16 * gib, maxAgeMs: 24 * 3600 * 1000 },
  });
  cleanup.defer(() => journal.close());
  const core = createTerminalCore(journal, cleanup);
  const port = await core.ports.addPath(line.path);
  const portId = port.id;
  const seen = watch(core.client, portId, cleanup);
  await core.client.open({ portId });
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const startMs = performance.now();
  const flooded = line.flood(options);
  const answers = await sendCommands(core.client, portId, flooded, options, () => seen.heldBytes());
  const seconds = (performance.now() - startMs) / 1000;
  const sent = await line.report();
  await untilHeld(() => seen.heldBytes(), sent.bytes);
  lag.disable();
  const idleReport = await idle.report();
  await core.client.release({ portId });
  await journal.flush();
  return {
    sent,
    held: await readBack(journal, portId),
    ...answers,
    seconds,
    shownLines: seen.shownLines(),
    leftOut: seen.leftOut(),
    longestLagMs: lag.max / 1e6,
    journalBytes: folderBytes(join(folder, 'journal')),
    machineLagMs: idleReport.longestMs,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };

  function watch(client: typeof core.client, watched: string, stack: AsyncDisposableStack) {
    let heldBytes = 0;
    let shownLines = 0;
    let leftOut = 0;
    stack.defer(
      journal.onRow((row) => {
        if (row.kind === 'serialBytes' && row.direction === 'rx')
          heldBytes += Buffer.byteLength(row.bytes, 'base64');
      }),
    );
    stack.defer(
      client.lines(
        { portId: watched, view: 'text', last: 100 },
        {
          onSnapshot: ({ lines }) => {
            shownLines += lines.length;
          },
          onChanges: (changes) => {
            for (const change of changes) {
              if (change.kind === 'lines') shownLines += change.lines.length;
              else leftOut += change.left;
            }
          },
        },
      ),
    );
    return { heldBytes: () => heldBytes, shownLines: () => shownLines, leftOut: () => leftOut };
  }
}

/** The rooms that a terminal needs, spoken to over RPC as a window does it. */
function createTerminalCore(journal: DiskJournal, cleanup: AsyncDisposableStack) {
  const clock = systemClock;
  const ports = createPortRegistry({ providers: [createPtyProvider()], journal, clock });
  cleanup.defer(() => ports.dispose());
  const terminalKeep = createTerminalKeep(openMemoryStore());
  const terminals = createTerminals({ ports, journal, clock, settings: terminalKeep.settings });
  cleanup.defer(() => terminals.dispose());
  const reportFailure = (where: string, error: unknown): never => {
    throw new Error(where, { cause: error });
  };
  const contract = { terminal: terminalService };
  const handlers = {
    terminal: createTerminalService({ terminals, terminalKeep, journal, clock, reportFailure }),
  };
  const [near, far] = createMemoryTransportPair();
  cleanup.defer(createRpcServer(contract, handlers).serve(far));
  const client = createRpcClient(contract, near);
  cleanup.defer(() => client.close());
  return { ports, client: client.terminal };
}

async function sendCommands(
  client: Pick<ReturnType<typeof createTerminalCore>['client'], 'send'>,
  portId: string,
  flooded: Promise<void>,
  { commandEveryMs, onProgress }: FloodOptions,
  heldBytes: () => number,
): Promise<{ commands: CommandTime[]; unanswered: number }> {
  const commands: CommandTime[] = [];
  let unanswered = 0;
  let over = false;
  const startMs = performance.now();
  void flooded.then(() => {
    over = true;
  });
  while (!over) {
    const sentMs = performance.now();
    const usage = process.threadCpuUsage();
    try {
      const { answer } = await client.send({ portId, text: 'AT+CSQ', timeoutMs: 5000 });
      if (answer?.final !== 'ok' || !answer.lines.some((line) => line.startsWith('+CSQ: '))) unanswered += 1;
      else {
        const { user, system } = process.threadCpuUsage(usage);
        commands.push({ tookMs: performance.now() - sentMs, workedMs: (user + system) / 1000 });
      }
    } catch {
      unanswered += 1;
    }
    onProgress?.(heldBytes(), performance.now() - startMs);
    await delay(commandEveryMs);
  }
  await flooded;
  return { commands, unanswered };
}

/** socat makes the pseudo-terminal and joins it to the feeder's socket. */
export async function openLine(folder: string, cleanup: AsyncDisposableStack) {
  const path = join(folder, 'port');
  const socket = join(folder, 'far');
  const feeder = fork(join(import.meta.dirname, 'serialFeeder.ts'), [socket], { stdio: 'inherit' });
  cleanup.defer(() => ended(feeder));
  await told(feeder, 'listening');
  const ready = told(feeder, 'ready');
  const socat = spawn('socat', [`PTY,link=${path},rawer,mode=600`, `UNIX-CONNECT:${socket}`], {
    stdio: 'ignore',
  });
  cleanup.defer(() => ended(socat));
  await ready;
  while (!existsSync(path)) await delay(10);
  return {
    path,
    async flood(order: FeederOrder): Promise<void> {
      const { seconds, bytesPerSecond, maxBytes } = order;
      feeder.send({ seconds, bytesPerSecond, maxBytes });
      await told(feeder, 'flooded');
    },
    async report(): Promise<FeederReport> {
      const message = told(feeder, 'report');
      feeder.kill('SIGUSR2');
      const { report } = (await message) as { report: FeederReport };
      return report;
    },
  };
}

/** The machine's own share of every wait. */
export async function startIdle(cleanup: AsyncDisposableStack) {
  const child = fork(join(import.meta.dirname, 'serialIdle.ts'), [], { stdio: 'inherit' });
  cleanup.defer(() => ended(child));
  await told(child, 'ready');
  return {
    async report(): Promise<IdleReport> {
      const message = told(child, 'report');
      child.send({});
      const { report } = (await message) as { report: IdleReport };
      return report;
    },
  };
}

function told(child: ChildProcess, kind: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listener = (message: unknown): void => {
      if ((message as { kind?: string }).kind !== kind) return;
      child.off('message', listener);
      resolve(message);
    };
    child.on('message', listener);
    child.once('exit', () => reject(new Error(`the far end has ended before it was ${kind}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill();
  });
}

/** What is still in the buffers of the system arrives within moments; ten seconds without a byte are the end. */
async function untilHeld(heldBytes: () => number, wanted: number): Promise<void> {
  for (let last = -1, quiet = 0; heldBytes() < wanted && quiet < 100; ) {
    quiet = heldBytes() === last ? quiet + 1 : 0;
    last = heldBytes();
    await delay(100);
  }
}

export async function readBack(journal: DiskJournal, portId: string): Promise<FloodResult['held']> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 0;
  for (let fromSeq = 1; ; ) {
    const rows = await journal.read({ portId }, fromSeq, 5000);
    for (const row of rows) {
      if (row.kind === 'atLine' && row.direction === 'rx' && row.text.startsWith('[')) lines += 1;
      if (row.kind !== 'serialBytes' || row.direction !== 'rx') continue;
      const data = Buffer.from(row.bytes, 'base64');
      hash.update(data);
      bytes += data.length;
    }
    const last = rows.at(-1);
    if (last === undefined) return { bytes, lines, sha256: hash.digest('hex') };
    fromSeq = last.seq + 1;
  }
}

function folderBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
