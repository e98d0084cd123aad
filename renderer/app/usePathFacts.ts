/** Gathers what the five steps are judged by. */
import { useBuildJob, useChosenPackage, useUpgradeJob } from '../stores/chosen.ts';
import { useComparison } from '../stores/firmware.ts';
import { preflightQuestion, preflights } from '../stores/module.ts';
import { usePort } from '../stores/ports.ts';
import { useDraft } from '../stores/route.ts';
import { useSettings } from '../stores/settings.ts';
import type { PathFacts } from './stepStates.ts';

export function usePathFacts(): PathFacts {
  const draft = useDraft();
  const manifest = useChosenPackage();
  const comparison = useComparison(draft.old, draft.new);
  const preflight = preflights.useAnswer(preflightQuestion(draft, manifest?.sha256 ?? null));
  const projectName = useSettings(
    (view) => view.state?.projects.find((project) => project.id === draft.project)?.name,
  );
  return {
    draft,
    projectName,
    deltaPossible: comparison.state === 'done' ? comparison.value.delta.possible : null,
    buildJob: useBuildJob(),
    manifest,
    port: usePort(draft.port),
    preflight: preflight.state === 'done' ? preflight.value : undefined,
    job: useUpgradeJob(),
  };
}
