import type { FileRef } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors.ts';
import { sniffPackage } from '../delta/sniffPackage.ts';
import type { ChosenFile, Files } from './files.ts';

/** Opens a file that has to be an upgrade package of a kind that is known. Throws AppError delta.notPackage {fileName, found}. */
export async function openPackage(files: Pick<Files, 'read'>, ref: FileRef): Promise<ChosenFile> {
  const file = await files.read(ref);
  try {
    sniffPackage(file.bytes);
  } catch (error) {
    const { code, params } = AppError.from(error);
    if (code !== 'delta.unsupportedFormat') throw error;
    const about = { fileName: file.fileName, found: String(params['format']) };
    throw new AppError('delta.notPackage', about, { cause: error });
  }
  return file;
}
