import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportInput, ExportResult } from '../../../../shared/contract/journalExport.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type ExportParts, exportPieces } from './exportLines.ts';

export interface ExportTask {
  /** True ends it: nothing is left of it then. */
  readonly isCancelled: () => boolean;
  readonly onProgress: (done: number, total: number) => void;
  readonly pause: () => Promise<void>;
}

/**
 * Writes an export beside its final name and moves it there, so that a cut-off one never looks like a whole one. Throws
 * `rpc.cancelled`, `file.exists` {path}, `file.notWritable` {path, reason}.
 */
export async function exportFile(
  input: ExportInput,
  parts: ExportParts,
  task: ExportTask,
): Promise<ExportResult> {
  const { path, format } = input;
  const temporary = join(dirname(path), `.airdock-${randomBytes(6).toString('hex')}`);
  const digest = createHash('sha256');
  const total = parts.list.total();
  let redacted: Record<string, number> = {};
  let lines = 0;
  let sizeBytes = 0;
  let handle: number | null = null;
  try {
    handle = openSync(temporary, 'wx', 0o600);
    for (const piece of exportPieces(input, parts, (counts) => (redacted = counts))) {
      const bytes = Buffer.from(piece.text);
      writeAll(handle, bytes);
      digest.update(bytes);
      sizeBytes += bytes.length;
      lines += piece.lines;
      task.onProgress(Math.min(piece.done, total), total);
      await task.pause();
      if (task.isCancelled()) throw new AppError('rpc.cancelled');
    }
    fsyncSync(handle);
    closeSync(handle);
    handle = null;
    if (input.overwrite !== true && existsSync(path)) throw new AppError('file.exists', { path });
    renameSync(temporary, path);
  } catch (error) {
    if (handle !== null) closeSync(handle);
    rmSync(temporary, { force: true });
    throw asExportError(error, path);
  }
  const result = { kind: 'export' as const, path, format, lines, sizeBytes, sha256: digest.digest('hex') };
  return input.redact ? { ...result, redacted } : result;
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
}

function asExportError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error) || !('code' in error)) return AppError.from(error);
  return new AppError('file.notWritable', { path, reason: String(error.code) }, { cause: error });
}
