import { execFile } from 'node:child_process';

/**
 * Runs one program of the system without a shell and gives what it printed; null when it is not there, failed or took too
 * long. Injected, so that what other systems print is tested everywhere.
 */
export type RunCommand = (program: string, words: readonly string[]) => Promise<string | null>;

const timeoutMs = 5000;
const maxBytes = 8 * 1024 * 1024;

export const runCommand: RunCommand = (program, words) =>
  new Promise((resolve) => {
    const options = { timeout: timeoutMs, maxBuffer: maxBytes, windowsHide: true, encoding: 'utf8' } as const;
    execFile(program, [...words], options, (error, stdout) => resolve(error === null ? stdout : null));
  });
