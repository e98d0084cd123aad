/** Gathers what the five steps are judged by. */
import type { FormatOption } from '../../shared/contract/delta.ts';
import type { Answer } from '../stores/answers.ts';
import { useBuildJob, useChosenPackage, useUpgradeJob } from '../stores/chosen.ts';
import { useInspection } from '../stores/firmware.ts';
import { isOffered, useFormatOptions } from '../stores/formats.ts';
import { preflightQuestion, preflights } from '../stores/module.ts';
import { usePort } from '../stores/ports.ts';
import { useDraft } from '../stores/route.ts';
import { useSettings } from '../stores/settings.ts';
import type { PathFacts } from './stepStates.ts';

export function usePathFacts(): PathFacts {
  const draft = useDraft();
  const manifest = useChosenPackage();
  const options = useFormatOptions(draft);
  const inspections = [
    useInspection(draft.old, draft.oldVersion),
    useInspection(draft.new, draft.newVersion),
  ];
  const preflight = preflights.useAnswer(preflightQuestion(draft, manifest?.sha256 ?? null));
  const projectName = useSettings(
    (view) => view.state?.projects.find((project) => project.id === draft.project)?.name,
  );
  return {
    draft,
    projectName,
    unreadable: inspections.some(({ state }) => state === 'failed'),
    packagePossible: possibleOf(options),
    buildJob: useBuildJob(),
    manifest,
    port: usePort(draft.port),
    preflight: preflight.state === 'done' ? preflight.value : undefined,
    job: useUpgradeJob(),
  };
}

/** Files that cannot even be read are as good as impossible; while they are judged nobody knows. */
function possibleOf(options: Answer<readonly FormatOption[]>): boolean | null {
  if (options.state === 'done') return options.value.some(isOffered);
  return options.state === 'failed' ? false : null;
}
