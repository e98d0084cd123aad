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
  onChange(listener: (change: LibraryChange) => void): () => void;
}

export function createPackageLibrary(store: PackageStore): PackageLibrary {
  const changes = createListeners<LibraryChange>();
  return {
    get: store.get,
    manifest: store.manifest,
    list: store.list,
    onChange: changes.add,
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
