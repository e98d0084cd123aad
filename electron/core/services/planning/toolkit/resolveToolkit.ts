/** Which configuration is meant where only the program was named. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { Toolkit } from '../../../../../shared/contract/planning.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { asFileError } from '../../files.ts';

/**
 * The configuration is the chip's, so of several nobody guesses one: only a single file in `config` beside the program is taken.
 * Throws AppError planning.toolkitConfig {folder, count}, file.notFound for a path that is not absolute.
 */
export async function resolveToolkit(toolkit: {
  readonly program: string;
  readonly config?: string | undefined;
}): Promise<Toolkit> {
  const { program } = toolkit;
  const config = toolkit.config ?? (await onlyConfig(program));
  for (const path of [program, config]) if (!isAbsolute(path)) throw new AppError('file.notFound', { path });
  return { program, config };
}

async function onlyConfig(program: string): Promise<string> {
  const folder = join(dirname(program), 'config');
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith('.json'));
  const [name, another] = names;
  if (name === undefined || another !== undefined)
    throw new AppError('planning.toolkitConfig', { folder, count: names.length });
  return join(folder, name);
}

/** Throws AppError file.notFound, file.notReadable unless both are regular files. */
export async function mustExist({ program, config }: Toolkit): Promise<void> {
  for (const path of [program, config]) {
    const info = await stat(path).catch((error: unknown) => {
      throw asFileError(error, path);
    });
    if (!info.isFile()) throw new AppError('file.notReadable', { path, reason: 'notRegularFile' });
  }
}
