/** Runs a program of the user's own, bounded in time and output. */
import { spawn } from 'node:child_process';

export interface ToolRun {
  /** Absolute path of the program; no shell sees it. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs, so that what it leaves behind lies there. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type ToolEnd =
  | { readonly kind: 'exited'; readonly exitCode: number; readonly output: string }
  | { readonly kind: 'notStarted'; readonly reason: string; readonly output: string }
  | { readonly kind: 'timeout'; readonly timeoutMs: number; readonly output: string }
  | { readonly kind: 'cancelled'; readonly output: string };

/** The end of what it prints is what tells why it failed. */
const outputLimit = 4000;

/** Resolves however the program ends; never later than `timeoutMs` and the moment that killing it takes. */
export function runTool({ program, args, folder, timeoutMs, signal }: ToolRun): Promise<ToolEnd> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, [...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-outputLimit);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const settle = (end: ToolEnd): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // A grandchild may hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(end);
    };
    const stop = (end: ToolEnd): void => {
      child.kill('SIGKILL');
      settle(end);
    };
    const onAbort = (): void => stop({ kind: 'cancelled', output });
    const timer = setTimeout(() => stop({ kind: 'timeout', timeoutMs, output }), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    child.once('error', (error) => settle({ kind: 'notStarted', reason: error.message, output }));
    child.once('close', (exitCode) => settle({ kind: 'exited', exitCode: exitCode ?? -1, output }));
    if (signal.aborted) onAbort();
  });
}
