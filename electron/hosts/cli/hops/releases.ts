/** The releases of a folder that may stand between two others. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inspection } from '../../../../shared/contract/firmware.ts';
import { comparePlaces, type ReleasePlace, releasePlace } from '../../../../shared/domain/releaseOrder.ts';
import { AppError, type ErrorData } from '../../../../shared/errors.ts';
import { asFileError } from '../../../core/services/files.ts';
import type { VerbContext } from '../verb.ts';

export interface Release {
  readonly path: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly chip: string;
  /** The best known version, null where nothing names one. */
  readonly version: string | null;
  /** Null where the version does not say which product this is. */
  readonly place: ReleasePlace | null;
}

/** Why a file of the folder is not considered; texts below `cli.hops.skip.`, that of `unreadable` is the error's. */
export type SkipReason =
  | 'unreadable'
  | 'damaged'
  | 'notFirmware'
  | 'otherChip'
  | 'otherProduct'
  | 'notBetween'
  | 'again';

export interface SkippedFile {
  readonly fileName: string;
  readonly reason: SkipReason;
  readonly error?: ErrorData;
}

export interface Between {
  readonly releases: readonly Release[];
  readonly skipped: readonly SkippedFile[];
}

/** A file, and what speaks against using it. Throws what `firmware.inspect` throws. */
export async function readRelease(
  { core }: VerbContext,
  path: string,
): Promise<{ readonly release: Release; readonly doubt: SkipReason | null }> {
  const found = await core.firmware.inspect({ file: { kind: 'path', path } });
  const { fileName, sha256, chip } = found;
  const version = found.versions[0]?.text ?? null;
  const place = version === null ? null : releasePlace(version);
  return { release: { path, fileName, sha256, chip, version, place }, doubt: doubtOf(found) };
}

function doubtOf(found: Inspection): SkipReason | null {
  if (found.class !== undefined && found.class !== 'firmware') return 'notFirmware';
  return found.checks.some(({ ok }) => !ok) ? 'damaged' : null;
}

/**
 * Every release of the folder (not of folders inside) that may stand between `from` and `to`, in the order of their versions
 * where they have one, else by name. What cannot be read is skipped by name. Throws AppError file.notFound, file.notReadable
 * for the folder, and delta.cancelled after Ctrl-C.
 */
export async function releasesBetween(
  context: VerbContext,
  folder: string,
  from: Release,
  to: Release,
): Promise<Between> {
  const releases: Release[] = [];
  const skipped: SkippedFile[] = [];
  const seen = new Set([from.sha256, to.sha256]);
  for (const fileName of await fileNames(folder)) {
    if (context.signal.aborted) throw new AppError('delta.cancelled');
    const found = await tryRelease(context, join(folder, fileName));
    if ('reason' in found) {
      skipped.push({ fileName, ...found });
      continue;
    }
    const reason = seen.has(found.sha256) ? 'again' : whyNot(found, from, to);
    if (reason === null) releases.push(found);
    // OLD and NEW themselves usually lie in the same folder; nobody wonders about them.
    else if (found.sha256 !== from.sha256 && found.sha256 !== to.sha256) skipped.push({ fileName, reason });
    seen.add(found.sha256);
  }
  return { releases: releases.sort(byPlace), skipped };
}

async function fileNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isSymbolicLink()))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw asFileError(error, folder);
  }
}

async function tryRelease(
  context: VerbContext,
  path: string,
): Promise<Release | { readonly reason: SkipReason; readonly error?: ErrorData }> {
  try {
    const found = await readRelease(context, path);
    return found.doubt === null ? found.release : { reason: found.doubt };
  } catch (thrown) {
    const error = AppError.from(thrown).toData();
    if (!/^(file|firmware)\./.test(error.code)) throw thrown;
    return { reason: 'unreadable', error };
  }
}

/** A release without a version stands between only where OLD and NEW name no product either. */
function whyNot(release: Release, from: Release, to: Release): SkipReason | null {
  if (release.chip !== from.chip) return 'otherChip';
  const product = (to.place ?? from.place)?.product;
  if (release.place?.product !== product) return 'otherProduct';
  if (release.place === null) return null;
  const afterOld = from.place === null || comparePlaces(from.place, release.place) < 0;
  const beforeNew = to.place === null || comparePlaces(release.place, to.place) < 0;
  return afterOld && beforeNew ? null : 'notBetween';
}

function byPlace(a: Release, b: Release): number {
  return a.place === null || b.place === null ? 0 : comparePlaces(a.place, b.place);
}
