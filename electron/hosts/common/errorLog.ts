/** What went wrong inside Airdock itself, in a file of the data folder: nothing is ever sent anywhere. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { ensureOwnerOnlyFile } from '../../core/store/ownerOnly.ts';

const maxBytes = 1024 * 1024;

export type ErrorLog = (where: string, thrown: unknown) => void;

/**
 * `errors.log`, owner-only, begun anew beyond 1 MiB with the old one kept as `errors.old.log`. Written at once, because the
 * next moment may be the last; never throws. Params of an AppError are safe to write (shared/errors.ts), inputs never come here.
 */
export function createErrorLog(folder: string, nowIso: () => string): ErrorLog {
  const path = join(folder, 'errors.log');
  return (where, thrown) => {
    try {
      ensureOwnerOnlyFile(path);
      if (statSync(path).size > maxBytes) {
        renameSync(path, join(folder, 'errors.old.log'));
        ensureOwnerOnlyFile(path);
      }
      appendFileSync(path, `${nowIso()} ${where}: ${textOf(thrown)}\n`);
    } catch {
      // Nowhere left to say it.
    }
  };
}

function textOf(thrown: unknown): string {
  if (thrown instanceof AppError) return JSON.stringify(thrown.toData());
  return thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
}
