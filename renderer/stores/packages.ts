/** The package library as the core last told it. */
import { create } from 'zustand';
import type { PackageManifest } from '../../shared/contract/package.ts';
import type { Core } from '../connection/connect.ts';

export interface PackagesView {
  readonly loaded: boolean;
  readonly packages: readonly PackageManifest[];
}

type PackageChange =
  | { readonly kind: 'packageAdded'; readonly manifest: PackageManifest }
  | { readonly kind: 'packageRemoved'; readonly sha256: string };

export const usePackages = create<PackagesView>()(() => ({ loaded: false, packages: [] }));

export function applyPackageChange(
  packages: readonly PackageManifest[],
  change: PackageChange,
): readonly PackageManifest[] {
  const sha256 = change.kind === 'packageAdded' ? change.manifest.sha256 : change.sha256;
  const others = packages.filter((manifest) => manifest.sha256 !== sha256);
  return change.kind === 'packageAdded' ? [...others, change.manifest] : others;
}

export function followPackages(core: Core): () => void {
  return core.packages.all(
    {},
    {
      onSnapshot: (packages) => usePackages.setState({ loaded: true, packages }),
      onChanges: (changes) =>
        usePackages.setState(({ packages }) => ({
          packages: changes.reduce<readonly PackageManifest[]>(applyPackageChange, packages),
        })),
    },
  );
}

export function usePackage(sha256: string | null): PackageManifest | undefined {
  return usePackages(({ packages }) =>
    sha256 === null ? undefined : packages.find((manifest) => manifest.sha256 === sha256),
  );
}
