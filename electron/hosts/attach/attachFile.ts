/** The note in the data folder that tells a second door where the core listens and proves that it may come in. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { replaceFile } from '../../core/store/ownerOnly.ts';

const attachNoteSchema = z.strictObject({
  address: z.string().min(1).max(1024),
  /** Whoever can read the owner-only file knows it: on Windows that is what keeps other accounts off the pipe. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AttachNote = z.infer<typeof attachNoteSchema>;

const pathIn = (folder: string): string => join(folder, 'core.attach');

export function writeAttachNote(folder: string, note: AttachNote): void {
  replaceFile(pathIn(folder), JSON.stringify(note));
}

/** Throws AppError host.coreNotRunning {folder} where there is no readable note. */
export async function readAttachNote(folder: string): Promise<AttachNote> {
  try {
    return attachNoteSchema.parse(JSON.parse(await readFile(pathIn(folder), 'utf8')));
  } catch (cause) {
    throw new AppError('host.coreNotRunning', { folder }, { cause });
  }
}

export async function removeAttachNote(folder: string): Promise<void> {
  await rm(pathIn(folder), { force: true });
}
