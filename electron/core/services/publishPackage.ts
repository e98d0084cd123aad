import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishManifest } from '../../../shared/contract/otaClient.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Files } from './files.ts';
import type { PackageLibrary } from './packageLibrary.ts';
import { writeResult } from './writeFile.ts';

export interface PublishInput {
  readonly sha256: string;
  /** Absolute; made where it is not there. */
  readonly folder: string;
  readonly overwrite?: boolean | undefined;
}

/**
 * A package and what a web host's visitor may know of it, in one folder. The package first: a manifest never names a file that
 * is not there. Throws AppError package.unknown, package.damaged, file.exists {path}, otaClient.noFolder {path}.
 */
export async function publishPackage(
  { sha256, folder, overwrite = false }: PublishInput,
  library: Pick<PackageLibrary, 'get'>,
  files: Pick<Files, 'paths'>,
): Promise<{ path: string; manifestPath: string; manifest: PublishManifest }> {
  if (!files.paths) throw new AppError('host.notAvailable', { what: 'path' });
  const { bytes, manifest: known } = await library.get(sha256);
  const manifest: PublishManifest = {
    // Web hosts and modules disagree about everything else than these.
    fileName: known.fileName.replace(/[^A-Za-z0-9._-]/g, '_'),
    sizeBytes: bytes.length,
    sha256,
    md5: createHash('md5').update(bytes).digest('hex'),
    ...{ format: known.format, chip: known.chip, createdAtMs: known.createdAtMs },
    from: known.from?.version?.text ?? null,
    to: known.to.version?.text ?? null,
  };
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new AppError('otaClient.noFolder', { path: folder }, { cause: error });
  });
  const path = join(folder, manifest.fileName);
  const manifestPath = `${path}.json`;
  await writeResult(path, bytes, overwrite);
  await writeResult(manifestPath, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), overwrite);
  return { path, manifestPath, manifest };
}
