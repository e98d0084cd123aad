/** Gathers what the five steps are judged by. */
import type { Comparison } from '../../shared/contract/firmware.ts';
import type { Answer } from '../stores/answers.ts';
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
    deltaPossible: possibleOf(comparison),
    buildJob: useBuildJob(),
    manifest,
    port: usePort(draft.port),
    preflight: preflight.state === 'done' ? preflight.value : undefined,
    job: useUpgradeJob(),
  };
}

/** Two files that cannot even be compared are as good as impossible; while they are compared nobody knows. */
function possibleOf(comparison: Answer<Comparison>): boolean | null {
  if (comparison.state === 'done') return comparison.value.delta.possible;
  return comparison.state === 'failed' ? false : null;
}
