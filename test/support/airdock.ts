/** The built command line and local host as a person starts them, each with a data folder of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
export const demoFolder = join(root, 'resources', 'demo');
export const demoOld = join(demoFolder, 'AirM2M_780E_V1001_LTE_AT.binpkg');
export const demoNew = join(demoFolder, 'AirM2M_780E_V1002_LTE_AT.binpkg');

/** A fresh data folder that is removed at the end. */
export function temporaryHome(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'airdock-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command line; `stop` sends Ctrl-C. */
export function startCli(args: readonly string[], home: string, cwd = root) {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...args], {
    cwd,
    // Node warns on stderr where a test runner set both NO_COLOR and FORCE_COLOR; no person's shell does.
    env: { ...process.env, FORCE_COLOR: undefined, AIRDOCK_HOME: home, AIRDOCK_LANG: 'en' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const finished = new Promise<Finished>((done) => {
    child.on('close', (code) => done({ code: code ?? -1, stdout, stderr }));
  });
  return { child, finished, stdout: () => stdout, stop: () => child.kill('SIGINT') };
}

/** Runs the built command line to its end. */
export function cli(args: readonly string[], home: string, cwd?: string): Promise<Finished> {
  return startCli(args, home, cwd).finished;
}

/** Waits until the text that a program has written so far matches. */
export async function waitForOutput(
  read: () => string,
  pattern: RegExp,
  timeoutMs = 60_000,
): Promise<RegExpExecArray> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const match = pattern.exec(read());
    if (match) return match;
    if (Date.now() > end) throw new Error(`no ${pattern} within ${timeoutMs} ms in: ${read()}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

export interface LocalHost {
  /** One-time URL that it printed. */
  readonly url: string;
  readonly child: ChildProcessWithoutNullStreams;
  /** Asks for a fresh one-time URL where the first was used. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts the built local host and waits for its URL. */
export async function startLocalHost(home: string, args: readonly string[] = []): Promise<LocalHost> {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'local.js'), '--no-open', ...args], {
    cwd: root,
    env: { ...process.env, AIRDOCK_HOME: home },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const [url] = await waitForOutput(() => output, /http:\/\/127\.0\.0\.1:\d+\/\S*/);
  return {
    url,
    child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}
