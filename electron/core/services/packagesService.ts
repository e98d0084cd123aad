import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { runInWorker } from '../delta/client.ts';
import type { OtaServer } from '../ota-server/otaServer.ts';
import type { Files } from './files.ts';
import { provedManifest } from './manifest.ts';
import { openPackage } from './openPackage.ts';
import type { PackageLibrary } from './packageLibrary.ts';
import { readNamed } from './readNamed.ts';
import { snapshotThenChanges } from './snapshotThenChanges.ts';
import { checkTarget, writeResult } from './writeFile.ts';

export interface PackagesServiceParts {
  readonly library: PackageLibrary;
  readonly server: OtaServer;
  readonly clock: Clock;
  readonly version: string;
  readonly deltaWorkerUrl: URL;
  readonly reportFailure: (where: string, error: unknown) => void;
}

export function createPackagesService(parts: PackagesServiceParts, files: Files): CoreHandlers['packages'] {
  const { library, server } = parts;
  return {
    all: (_params, sink) =>
      snapshotThenChanges(
        sink,
        library.onChange,
        async () => [...(await library.list()).packages],
        (error) => parts.reportFailure('packages.all', error),
      ),
    get: ({ sha256 }) => library.manifest(sha256),
    async add({ package: packed, old, new: fresh, oldVersion, newVersion, overrideReason }, { signal }) {
      const before = old === undefined ? null : await readNamed(files, old, oldVersion);
      const after = await readNamed(files, fresh, newVersion);
      const { bytes } = await openPackage(files, packed);
      const verified = await runInWorker(
        { work: 'verify', old: before, new: after, package: bytes },
        { workerUrl: parts.deltaWorkerUrl, signal },
      );
      const made = { atMs: parts.clock.wallMs(), toolVersion: parts.version, overrideReason };
      return library.put(bytes, provedManifest({ old: before, fresh: after }, bytes, verified, made));
    },
    async checkTarget({ path, overwrite }) {
      await checkTarget(path, overwrite === true);
      return { ok: true };
    },
    async save({ sha256, path, overwrite }) {
      const { bytes } = await library.get(sha256);
      await checkTarget(path, overwrite === true);
      await writeResult(path, bytes, overwrite === true);
      return { path, sizeBytes: bytes.length };
    },
    async remove({ sha256 }) {
      const status = server.status();
      const served =
        status.state === 'running' &&
        status.publications.some(({ packageSha256 }) => packageSha256 === sha256);
      if (served || server.updates.uses(sha256) || server.onenet.uses(sha256))
        throw new AppError('package.inUse', { sha256 });
      await library.remove(sha256);
      return { ok: true };
    },
  };
}
