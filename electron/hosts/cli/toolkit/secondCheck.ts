/** `verify --toolkit`: which program, which configuration, which bytes. */
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DeltaFormat } from '../../../../shared/contract/delta.ts';
import { AppError } from '../../../../shared/errors.ts';
import { readFirmware } from '../../../core/firmware/readFirmware.ts';
import { asFileError } from '../../../core/services/files.ts';
import { integer, text } from '../arguments.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { type Restored, type RestoreTask, restoreWithToolkit, type Toolkit } from './restore.ts';

/** The files of the first check; nothing but their images and the par is handed over. */
export interface CheckedPair {
  readonly oldPath: string;
  readonly newPath: string;
  readonly packagePath: string;
  readonly format: DeltaFormat;
  /** Names that the images have in NEW. */
  readonly images: readonly { readonly name: string }[];
}

/** Bytes before the par in the wrapper of AT firmware (luat-formats 4.1). */
const wrapperBytes = 10;
const parOffsets: Partial<Record<DeltaFormat, number>> = {
  'ec618-at': wrapperBytes,
  'ec7xx-at': wrapperBytes,
  'ec618-par': 0,
  ec7xx: 0,
};

/** Null without `--toolkit`. Throws UsageError where it is not clear which configuration is meant. */
export async function chosenToolkit({ args, path, signal }: VerbContext): Promise<Toolkit | null> {
  const word = text(args, 'toolkit');
  const timeoutMs = integer(args, 'timeout', 1, 3_600_000) ?? 120_000;
  if (word === undefined) return null;
  const program = path(word);
  const chosen = text(args, 'toolkit-config');
  const config = chosen === undefined ? await onlyConfig(program) : path(chosen);
  return { program, config, temporaryFolder: tmpdir(), timeoutMs, signal };
}

/** The configuration is the chip's, so of several nobody guesses one. */
async function onlyConfig(program: string): Promise<string> {
  const folder = join(dirname(program), 'config');
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith('.json'));
  const [name, another] = names;
  if (name === undefined || another !== undefined)
    throw new UsageError('missingOption', { name: '--toolkit-config FILE' });
  return join(folder, name);
}

/**
 * Restores every image of a proved package with the vendor's tool. Throws AppError delta.unsupportedFormat {format} for a
 * package that is no par, and what the readers throw.
 */
export async function secondCheck(toolkit: Toolkit, pair: CheckedPair): Promise<Restored[]> {
  const offset = parOffsets[pair.format];
  if (offset === undefined) throw new AppError('delta.unsupportedFormat', { format: pair.format });
  const [before, after] = await Promise.all([firmwareAt(pair.oldPath), firmwareAt(pair.newPath)]);
  const tasks = pair.images.flatMap(({ name }): RestoreTask[] => {
    const next = after.images.find((image) => image.name === name);
    const old = before.images.find((image) => image.role === next?.role);
    return old === undefined || next === undefined ? [] : [{ name, old: old.bytes, newSha256: next.sha256 }];
  });
  return restoreWithToolkit(toolkit, (await bytesAt(pair.packagePath)).subarray(offset), tasks);
}

async function firmwareAt(path: string) {
  return readFirmware(await bytesAt(path), path);
}

/** The core has read these files for the first check and has bounded them. */
async function bytesAt(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw asFileError(error, path);
  }
}
