import type { FileRef } from '../../../shared/contract/common.ts';
import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { runDeltaInWorker } from '../delta/client.ts';
import type { DeltaProgress } from '../delta/result.ts';
import type { Files } from './files.ts';
import { manifestFromDelta } from './manifest.ts';
import type { PackageLibrary } from './packageLibrary.ts';
import { readNamed } from './readNamed.ts';

export interface BuildRequest {
  /** Absent for a format that needs none. */
  readonly old?: FileRef | undefined;
  readonly new: FileRef;
  readonly format: DeltaFormat;
  readonly oldVersion?: string | undefined;
  readonly newVersion?: string | undefined;
  readonly allowOlder?: boolean | undefined;
  readonly overrideReason?: string | undefined;
  readonly appVersion?: number | undefined;
}

export interface BuildParts {
  readonly library: PackageLibrary;
  readonly deltaWorkerUrl: URL;
  /** Helpers that the worker starts beside itself. */
  readonly deltaHelperUrl: URL;
  readonly clock: Clock;
  /** Airdock's own, for the manifest. */
  readonly version: string;
}

/**
 * Reads both files, builds in a worker, proves, and keeps the package. Throws what the readers and `runDeltaInWorker` throw;
 * nothing is kept unless the proof held.
 */
export async function buildPackage(
  parts: BuildParts,
  files: Files,
  request: BuildRequest,
  control: { readonly signal: AbortSignal; readonly onProgress: (progress: DeltaProgress) => void },
): Promise<PackageManifest> {
  const { signal } = control;
  const old =
    request.old === undefined ? null : await readNamed(files, request.old, request.oldVersion, signal);
  const fresh = await readNamed(files, request.new, request.newVersion, signal);
  const { format, allowOlder = false, overrideReason, appVersion } = request;
  const options = {
    ...{ format, allowOlder },
    ...(overrideReason === undefined ? {} : { overrideReason }),
    ...(appVersion === undefined ? {} : { appVersion }),
  };
  const result = await runDeltaInWorker(
    { old, new: fresh, options },
    {
      workerUrl: parts.deltaWorkerUrl,
      helperUrl: parts.deltaHelperUrl,
      signal,
      onProgress: control.onProgress,
    },
  );
  const made = { atMs: parts.clock.wallMs(), toolVersion: parts.version, overrideReason };
  return parts.library.put(result.bytes, manifestFromDelta(result, { old, fresh }, made));
}
