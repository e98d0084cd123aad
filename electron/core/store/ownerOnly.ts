import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';

/** Modes of everything Airdock keeps: only the owner looks in. Windows ignores them; there the profile's rights count. */
export const ownerOnlyFile = 0o600;
export const ownerOnlyFolder = 0o700;

/**
 * Makes sure that a file exists and that nobody but its owner can read it, before anything is written to it. An existing
 * file is never opened here: on POSIX, closing any handle of a file drops every lock that this process holds on it.
 */
export function ensureOwnerOnlyFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', ownerOnlyFile));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (!statSync(path).isFile()) throw new Error(`${path} is not a file`, { cause: error });
    chmodSync(path, ownerOnlyFile);
  }
}

/**
 * Replaces a file as a whole: after a crash either the old or the new content is there. The temporary file lies beside
 * it, because a rename is atomic only within one file system.
 */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = openSync(temporary, 'w', ownerOnlyFile);
    try {
      writeSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
