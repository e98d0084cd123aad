import { randomUUID } from 'node:crypto';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { AppError } from '../../../shared/errors.ts';
import { createBlobFolder } from './blobFolder.ts';
import { checkBytes, checkProof, packageDamaged, parseManifest } from './checkManifest.ts';

export interface StoredPackage {
  readonly manifest: PackageManifest;
  readonly bytes: Uint8Array;
}

/** What a look through the library finds; a damaged package is listed, not left out. */
export interface PackageList {
  /** Newest last. */
  readonly packages: readonly PackageManifest[];
  readonly damaged: readonly { readonly sha256: string; readonly error: AppError }[];
}

/** Upgrade packages by SHA-256, immutable once stored. */
export interface PackageStore {
  /**
   * Keeps a package. Throws `package.damaged` when bytes and manifest disagree, `package.unproven` {sha256, image,
   * expected, found} when the proof does not hold. A package that is already there and sound stays as it is; its
   * manifest is returned.
   */
  put(bytes: Uint8Array, manifest: PackageManifest): Promise<PackageManifest>;
  /** Manifest and bytes, the digest verified now. Throws `package.unknown` {sha256}, `package.damaged` {sha256, check, expected, found}. */
  get(sha256: string): Promise<StoredPackage>;
  /** The manifest alone; throws as `get`, without looking at the bytes. */
  manifest(sha256: string): Promise<PackageManifest>;
  list(): Promise<PackageList>;
  /** Deletes a package, damaged or not. Throws `package.unknown`. Whether it is being served is the caller's to ask. */
  remove(sha256: string): Promise<void>;
}

export interface PackageStoreOptions {
  /** Made when first needed, readable by its owner only. */
  readonly folder: string;
  /** Never the same twice; for temporary names. Default: a random UUID. */
  readonly uniqueSuffix?: () => string;
}

/**
 * The package library in a folder: `SHA256.bin` and `SHA256.json`. The manifest is written last and removed first, so a
 * package without one is the rest of an interrupted step and not there.
 */
export function createPackageStore(options: PackageStoreOptions): PackageStore {
  const folder = createBlobFolder(options.folder, options.uniqueSuffix ?? randomUUID);
  let swept: Promise<void> | null = null;

  const readManifest = async (sha256: string): Promise<PackageManifest> => {
    // The digest becomes a file name, so anything else ends here.
    if (!isDigest(sha256)) throw new AppError('package.unknown', { sha256 });
    const json = await folder.read(manifestName(sha256));
    if (json === null) throw new AppError('package.unknown', { sha256 });
    return parseManifest(sha256, new TextDecoder().decode(json));
  };

  const read = async (sha256: string): Promise<StoredPackage> => {
    const manifest = await readManifest(sha256);
    const bytes = await folder.read(blobName(sha256));
    if (bytes === null) throw packageDamaged(sha256, 'size', manifest.sizeBytes, 0);
    checkBytes(manifest, bytes);
    return { manifest, bytes };
  };

  return {
    async put(bytes, manifest) {
      swept ??= folder.sweep();
      await swept;
      const checked = parseManifest(manifest.sha256, JSON.stringify(manifest));
      checkBytes(checked, bytes);
      checkProof(checked);
      const stored = await read(checked.sha256).catch(absentOrDamaged);
      if (stored !== null) return stored.manifest;
      await folder.write(blobName(checked.sha256), bytes);
      await folder.write(manifestName(checked.sha256), encodeManifest(checked));
      return checked;
    },
    get: read,
    manifest: readManifest,
    async list() {
      const digests = (await folder.names()).map(digestOfManifest).filter((digest) => digest !== null);
      const packages: PackageManifest[] = [];
      const damaged: { sha256: string; error: AppError }[] = [];
      for (const sha256 of digests) {
        try {
          packages.push(await readManifest(sha256));
        } catch (error) {
          const appError = AppError.from(error);
          // Removed between the listing and the reading: then it is rightly not in the list.
          if (appError.code !== 'package.unknown') damaged.push({ sha256, error: appError });
        }
      }
      packages.sort((a, b) => a.createdAtMs - b.createdAtMs);
      return { packages, damaged };
    },
    async remove(sha256) {
      if (!isDigest(sha256)) throw new AppError('package.unknown', { sha256 });
      const known = await folder.remove(manifestName(sha256));
      const kept = await folder.remove(blobName(sha256));
      if (!known && !kept) throw new AppError('package.unknown', { sha256 });
    },
  };
}

/** A package that is unknown or damaged is written anew; a folder that cannot be read is not an invitation to write. */
function absentOrDamaged(error: unknown): null {
  if (error instanceof AppError && error.code.startsWith('package.')) return null;
  throw error;
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function blobName(sha256: string): string {
  return `${sha256}.bin`;
}

function manifestName(sha256: string): string {
  return `${sha256}.json`;
}

function digestOfManifest(name: string): string | null {
  const digest = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
  return isDigest(digest) ? digest : null;
}

function encodeManifest(manifest: PackageManifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}
