/** A package file into the library: only with the firmwares that prove it, or already there by digest. */
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { AppError } from '../../../shared/errors.ts';
import { text } from './arguments.ts';
import { HintedRefusal } from './hintedRefusal.ts';
import { UsageError } from './usage.ts';
import type { VerbContext } from './verb.ts';

/**
 * @param word path of a package, or the SHA-256 of one in the library
 * @throws UsageError when a file is given without --new; AppError when the proof does not hold, as without --old where the package
 * depends on it
 */
export async function addPackage({ core, args, path }: VerbContext, word: string): Promise<PackageManifest> {
  if (/^[0-9a-f]{64}$/.test(word)) return core.packages.get({ sha256: word });
  const old = text(args, 'old');
  const fresh = text(args, 'new');
  if (fresh === undefined) throw new UsageError('missingOption', { name: '--old OLD --new NEW' });
  const oldVersion = text(args, 'old-version');
  const newVersion = text(args, 'new-version');
  const overrideReason = text(args, 'override');
  const added = core.packages.add({
    package: { kind: 'path', path: path(word) },
    ...(old === undefined ? {} : { old: { kind: 'path' as const, path: path(old) } }),
    new: { kind: 'path', path: path(fresh) },
    ...(oldVersion === undefined ? {} : { oldVersion }),
    ...(newVersion === undefined ? {} : { newVersion }),
    ...(overrideReason === undefined ? {} : { overrideReason }),
  });
  return added.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'package.leavesBehind') throw error;
    throw new HintedRefusal(error, 'cli.delta.addable');
  });
}
