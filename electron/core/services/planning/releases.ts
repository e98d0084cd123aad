/** The releases that may stand between two others. */
import type { FileRef } from '../../../../shared/contract/common.ts';
import type { Inspection } from '../../../../shared/contract/firmware.ts';
import type { Release, SkippedFile } from '../../../../shared/contract/planning.ts';
import { comparePlaces, type ReleasePlace, releasePlace } from '../../../../shared/domain/releaseOrder.ts';
import { AppError } from '../../../../shared/errors.ts';
import { inspectFile } from '../../firmware/inspectFile.ts';
import type { ChosenFile, Files } from '../files.ts';

/** A release that can be read again, and where it stands among others. */
export interface KnownRelease extends Release {
  readonly ref: FileRef;
  readonly chip: string;
  /** Null where the version does not say which product this is. */
  readonly place: ReleasePlace | null;
}

type SkipReason = SkippedFile['reason'];

export interface Between {
  readonly releases: readonly KnownRelease[];
  readonly skipped: readonly SkippedFile[];
}

/** What everybody may know of a release. */
export function releaseFacts({ fileName, sha256, version }: Release): Release {
  return { fileName, sha256, version };
}

interface Examined {
  readonly release: KnownRelease;
  readonly doubt: SkipReason | null;
}

/** A file, and what speaks against using it. Throws what the readers throw. */
export async function readRelease(files: Files, ref: FileRef, signal?: AbortSignal): Promise<Examined> {
  return examine(await files.read(ref), ref, signal);
}

async function examine(
  { bytes, fileName }: ChosenFile,
  ref: FileRef,
  signal: AbortSignal | undefined,
): Promise<Examined> {
  const found = await inspectFile(bytes, fileName, signal === undefined ? {} : { signal });
  const { sha256, chip } = found;
  const version = found.versions[0]?.text ?? null;
  const place = version === null ? null : releasePlace(version);
  return { release: { ref, fileName, sha256, chip, version, place }, doubt: doubtOf(found) };
}

function doubtOf(found: Inspection): SkipReason | null {
  if (found.class !== undefined && found.class !== 'firmware') return 'notFirmware';
  return found.checks.some(({ ok }) => !ok) ? 'damaged' : null;
}

/**
 * Every one of the files that may stand between `from` and `to`, in the order of their versions where they have one. What cannot
 * be read is skipped by name. Throws AppError rpc.cancelled when aborted.
 */
export async function releasesBetween(
  files: Files,
  refs: readonly FileRef[],
  ends: { readonly from: KnownRelease; readonly to: KnownRelease },
  signal: AbortSignal,
): Promise<Between> {
  const { from, to } = ends;
  const releases: KnownRelease[] = [];
  const skipped: SkippedFile[] = [];
  const seen = new Set([from.sha256, to.sha256]);
  for (const ref of refs) {
    if (signal.aborted) throw new AppError('rpc.cancelled');
    const found = await tryRelease(files, ref, signal);
    if ('reason' in found) {
      skipped.push(found);
      continue;
    }
    const reason = seen.has(found.sha256) ? 'again' : whyNot(found, from, to);
    if (reason === null) releases.push(found);
    // OLD and NEW themselves usually lie in the same folder; nobody wonders about them.
    else if (found.sha256 !== from.sha256 && found.sha256 !== to.sha256)
      skipped.push({ fileName: found.fileName, reason });
    seen.add(found.sha256);
  }
  return { releases: releases.sort(byPlace), skipped };
}

async function tryRelease(
  files: Files,
  ref: FileRef,
  signal: AbortSignal,
): Promise<KnownRelease | SkippedFile> {
  let fileName = nameOf(ref);
  try {
    const file = await files.read(ref);
    fileName = file.fileName;
    const { release, doubt } = await examine(file, ref, signal);
    return doubt === null ? release : { fileName, reason: doubt };
  } catch (thrown) {
    const error = AppError.from(thrown).toData();
    if (!/^(file|firmware|package)\./.test(error.code)) throw thrown;
    return { fileName, reason: 'unreadable', error };
  }
}

/** What a file is called before it could be opened. */
function nameOf(ref: FileRef): string {
  switch (ref.kind) {
    case 'path':
      return ref.path.split(/[\\/]/).at(-1) ?? ref.path;
    case 'demo':
      return ref.name;
    case 'upload':
      return ref.id;
    case 'package':
      return ref.sha256;
  }
}

/** A release without a version stands between only where OLD and NEW name no product either. */
function whyNot(release: KnownRelease, from: KnownRelease, to: KnownRelease): SkipReason | null {
  if (release.chip !== from.chip) return 'otherChip';
  const product = (to.place ?? from.place)?.product;
  if (release.place?.product !== product) return 'otherProduct';
  if (release.place === null) return null;
  const afterOld = from.place === null || comparePlaces(from.place, release.place) < 0;
  const beforeNew = to.place === null || comparePlaces(release.place, to.place) < 0;
  return afterOld && beforeNew ? null : 'notBetween';
}

function byPlace(a: KnownRelease, b: KnownRelease): number {
  return a.place === null || b.place === null ? 0 : comparePlaces(a.place, b.place);
}
