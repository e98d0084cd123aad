/** What the draft amounts to right now, looked up in the caches. */
import type { Job } from '../../shared/contract/job.ts';
import type { PackageManifest } from '../../shared/contract/package.ts';
import type { Draft } from './draft.ts';
import { useJob, useJobs } from './jobs.ts';
import { usePackage } from './packages.ts';
import { useDraft } from './route.ts';

/** The package to bring: one picked from the library, else what the draft's build job left behind. */
export function chosenPackageSha(draft: Draft, jobs: readonly Job[]): string | null {
  if (draft.package !== null) return draft.package;
  const result = jobs.find((job) => job.id === draft.buildJob)?.result;
  return result?.kind === 'delta' ? result.packageSha256 : null;
}

export function useChosenPackage(): PackageManifest | undefined {
  const draft = useDraft();
  const sha256 = useJobs(({ jobs }) => chosenPackageSha(draft, jobs));
  return usePackage(sha256);
}

/** The package where one of Airdock's is to be brought; undefined for everything that only its vendor knows. */
export function useBroughtPackage(): PackageManifest | undefined {
  const manifest = useChosenPackage();
  return useDraft().bring === 'package' ? manifest : undefined;
}

export function useBuildJob(): Job | undefined {
  return useJob(useDraft().buildJob);
}

export function useUpgradeJob(): Job | undefined {
  return useJob(useDraft().job);
}
