import { diskJournalFiles, type JournalFiles } from '../journalFiles.ts';
import { createWorkerCore } from '../workerCore.ts';
import type { JournalWorker, WorkerReply } from '../workerMessages.ts';

/** What a test does to the files and the worker while the journal runs. */
export interface Sabotage {
  /** Code that writing fails with, e.g. `ENOSPC`; half of the bytes are written first, as on a real full disk. */
  failWrites: string | null;
  failSyncs: string | null;
  /** Ends every worker at once, as a crash would. */
  kill(): void;
  readonly workersStarted: number;
}

/** The worker's code without its thread; its files can be made to fail. */
export function createLocalWorkers(): { readonly start: () => JournalWorker; readonly sabotage: Sabotage } {
  const killers: (() => void)[] = [];
  let started = 0;
  const sabotage: Sabotage = {
    failWrites: null,
    failSyncs: null,
    kill: () => {
      for (const kill of killers.splice(0)) kill();
    },
    get workersStarted() {
      return started;
    },
  };
  const start = (): JournalWorker => {
    started += 1;
    let alive = true;
    const onReply: ((reply: WorkerReply) => void)[] = [];
    const onDied: ((reason: string) => void)[] = [];
    const handle = createWorkerCore({
      openFiles: (folder) => failing(diskJournalFiles(folder), sabotage),
      reply: (reply) => {
        queueMicrotask(() => {
          if (alive) for (const listener of [...onReply]) listener(structuredClone(reply));
        });
      },
      after: (delayMs, callback) => {
        const timer = setTimeout(() => alive && callback(), delayMs);
        return () => clearTimeout(timer);
      },
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    });
    killers.push(() => {
      alive = false;
      for (const listener of onDied) listener('killed');
    });
    return {
      post: (request) => {
        if (alive) handle(structuredClone(request));
      },
      onReply: (listener) => onReply.push(listener),
      onDied: (listener) => onDied.push(listener),
      terminate: async () => {
        alive = false;
      },
    };
  };
  return { start, sabotage };
}

function failing(files: JournalFiles, sabotage: Sabotage): JournalFiles {
  const fail = (code: string): never => {
    throw Object.assign(new Error(code), { code });
  };
  return {
    ...files,
    writeAt(name, offset, bytes) {
      if (sabotage.failWrites === null) return files.writeAt(name, offset, bytes);
      files.writeAt(name, offset, bytes.subarray(0, bytes.length >> 1));
      return fail(sabotage.failWrites);
    },
    sync(name) {
      if (sabotage.failSyncs !== null) fail(sabotage.failSyncs);
      files.sync(name);
    },
  };
}
