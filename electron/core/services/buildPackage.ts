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
  readonly old: FileRef;
  readonly new: FileRef;
  readonly format: DeltaFormat;
  readonly oldVersion?: string | undefined;
  readonly newVersion?: string | undefined;
  readonly allowOlder?: boolean | undefined;
}

export interface BuildParts {
  readonly library: PackageLibrary;
  readonly deltaWorkerUrl: URL;
  readonly clock: Clock;
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
  const old = await readNamed(files, request.old, request.oldVersion, control.signal);
  const fresh = await readNamed(files, request.new, request.newVersion, control.signal);
  const options = { format: request.format, allowOlder: request.allowOlder === true };
  const result = await runDeltaInWorker(
    { old, new: fresh, options },
    { workerUrl: parts.deltaWorkerUrl, signal: control.signal, onProgress: control.onProgress },
  );
  return parts.library.put(result.bytes, manifestFromDelta(result, old, fresh, parts.clock.wallMs()));
}
