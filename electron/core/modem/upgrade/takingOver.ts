import { checkVersion } from './checkingVersion.ts';
import { downloaded, downloading, noteSelfStart } from './duringDownload.ts';
import type { StepDraft } from './stepDraft.ts';

/** An upgrade that had begun before anybody could ask who it is: the job comes late and takes it as it stands. */

/** It is applied already, while the job still asks who it is. */
export function alreadyApplying(step: StepDraft, percent: number | null, restarted: boolean): void {
  if (!step.facts.downloadSeen) noteSelfStart(step);
  step.know({
    ...{ downloadSeen: true, downloadDone: true },
    ...(restarted ? { rebootSeen: true } : {}),
    ...(percent === null ? {} : { applyPercent: percent }),
  });
}

/** It has said its version, and may have said that of the new firmware: then what it was known to run is the old one. */
export function takeOver(step: StepDraft, version: string): void {
  const { goal, downloadDone, rebootSeen } = step.facts;
  const { knownVersion } = goal;
  const isNew = knownVersion !== undefined && !goal.dialect.isSameVersion(version, knownVersion);
  if (downloadDone && (isNew || rebootSeen)) {
    step.know({ rebootSeen: true, ...(knownVersion === undefined ? {} : { from: knownVersion }) });
    checkVersion(step);
    return;
  }
  goOn(step);
}

/** It does not answer: it may be applying, and restarts soon. */
export function takeOverUnasked(step: StepDraft): void {
  const { knownVersion } = step.facts.goal;
  if (knownVersion !== undefined) step.know({ from: knownVersion });
  goOn(step);
}

function goOn(step: StepDraft): void {
  const { downloadDone, rebootSeen, applyPercent } = step.facts;
  if (rebootSeen) step.go({ phase: 'applying', percent: applyPercent }, step.armStage(step.timeouts.applyMs));
  else if (downloadDone) downloaded(step);
  else downloading(step);
}
