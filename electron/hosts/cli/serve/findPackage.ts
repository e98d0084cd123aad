/** A package as a person names it: by its SHA-256 or the beginning of it, or as a file with the firmwares that prove it. */
import { existsSync } from 'node:fs';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { AppError } from '../../../../shared/errors.ts';
import { addPackage } from '../addPackage.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

const digits = /^[0-9a-f]{6,64}$/;

/**
 * @throws AppError package.unknown {sha256}; UsageError whichOne where a beginning fits several, noSuchFile {word} where it is
 * neither; and what `addPackage` throws
 */
export async function findPackage(context: VerbContext, word: string): Promise<PackageManifest> {
  const { core, path } = context;
  if (existsSync(path(word))) return addPackage(context, word);
  const begun = word.toLowerCase();
  if (!digits.test(begun)) throw new UsageError('noSuchFile', { word });
  const packages = await snapshotOf(core.packages.all);
  const [found, second] = packages.filter(({ sha256 }) => sha256.startsWith(begun));
  if (found === undefined) throw new AppError('package.unknown', { sha256: word });
  if (second !== undefined)
    throw new UsageError('whichOne', { word, allowed: `${found.sha256}, ${second.sha256}` });
  return found;
}
