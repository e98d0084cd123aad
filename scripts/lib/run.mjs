/** Running other programs: one way to do it, with a time limit and an honest result. */
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, capture?: boolean, shell?: boolean }} [options]
 *   `capture` keeps the output instead of showing it.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} `code` is 127 where the program does not exist.
 */
export function run(command, args, options = {}) {
  const { timeoutMs, capture = false, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...spawnOptions,
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
    });
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: `${output}${error.message}`, timedOut });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}

/** True where the program can be started at all. */
export async function has(command, args = ['--version']) {
  return (await run(command, args, { capture: true, timeoutMs: 20_000 })).code === 0;
}
