import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a bench leaves behind in no case: its folder and its children, however it ends. */
export interface Scratch {
  readonly folder: string;
  spawn(command: string, words: readonly string[], options: SpawnOptions): ChildProcess;
  /** Ends the children and removes the folder; also done when the program ends or is interrupted. */
  dispose(): void;
}

/** A folder `airdock-bench-NAME-…` of its own in the system's place for temporary files. */
export function createScratch(name: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), `airdock-bench-${name}-`));
  const children: ChildProcess[] = [];
  const dispose = (): void => {
    for (const child of children) child.kill('SIGKILL');
    // A child may write its last file while the folder goes.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    process.off('exit', dispose);
    for (const [signal, end] of endings) process.off(signal, end);
  };
  const endings = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(
    (signal) => [signal, () => process.exit(1)] as const,
  );
  process.on('exit', dispose);
  for (const [signal, end] of endings) process.on(signal, end);
  return {
    folder,
    dispose,
    spawn(command, words, options) {
      const child = spawn(command, words, options);
      children.push(child);
      return child;
    },
  };
}
