import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { PackageList, PackageStore, StoredPackage } from '../packages/packageStore.ts';
import { createListeners } from './listeners.ts';

export type LibraryChange =
  | { readonly kind: 'packageAdded'; readonly manifest: PackageManifest }
  | { readonly kind: 'packageRemoved'; readonly sha256: string };

/** The package store with a voice: the same library for the build, the server and every window. */
export interface PackageLibrary {
  put(bytes: Uint8Array, manifest: PackageManifest): Promise<PackageManifest>;
  get(sha256: string): Promise<StoredPackage>;
  manifest(sha256: string): Promise<PackageManifest>;
  list(): Promise<PackageList>;
  remove(sha256: string): Promise<void>;
  /** Bytes and name of a kept package, or of a file that is lent. Throws AppError package.unknown. */
  open(sha256: string): Promise<ServedFile>;
  /** A file that can be served without being kept: somebody else's package. Returns the end of it. */
  lend(sha256: string, file: ServedFile): () => void;
  onChange(listener: (change: LibraryChange) => void): () => void;
}

export interface ServedFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

export function createPackageLibrary(store: PackageStore): PackageLibrary {
  const changes = createListeners<LibraryChange>();
  const lent = new Map<string, ServedFile>();
  return {
    get: store.get,
    manifest: store.manifest,
    list: store.list,
    onChange: changes.add,
    async open(sha256) {
      const file = lent.get(sha256);
      if (file !== undefined) return file;
      const { bytes, manifest } = await store.get(sha256);
      return { bytes, fileName: manifest.fileName };
    },
    lend(sha256, file) {
      lent.set(sha256, file);
      return () => void (lent.get(sha256) === file && lent.delete(sha256));
    },
    async put(bytes, manifest) {
      const kept = await store.put(bytes, manifest);
      changes.emit({ kind: 'packageAdded', manifest: kept });
      return kept;
    },
    async remove(sha256) {
      await store.remove(sha256);
      changes.emit({ kind: 'packageRemoved', sha256 });
    },
  };
}
