import { awaitReboot } from './afterDownload.ts';
import { versionRead } from './checkingVersion.ts';
import { judgeAlreadyThere } from './judge.ts';
import { hasWholePackage } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/**
 * Versions of a module that cannot be asked: it says them in its log, or in its next request to a server. The first one is what it
 * ran before; what it says after a restart is the answer to everything.
 */
export function overheard(step: StepDraft, version: string): void {
  const { goal, from } = step.facts;
  if (!goal.dialect.description.listensOnly || step.in('idle', 'reporting', 'restoring')) return;
  if (from === undefined && !mayBeNew(step)) {
    begin(step, version);
    return;
  }
  if (!mayBeNew(step)) return;
  if (step.in('downloaded')) awaitReboot(step);
  step.know({ rebootSeen: true });
  step.go({ phase: 'checkingVersion' }, ...step.leaveDownload());
  versionRead(step, version, []);
}

/** Before that a version is the old one, however often it is said. */
function mayBeNew({ facts }: StepDraft): boolean {
  return facts.rebootSeen && (facts.downloadSeen || hasWholePackage(facts));
}

function begin(step: StepDraft, version: string): void {
  const { goal } = step.facts;
  step.know({ from: version });
  step.note('upgrade.identified', { version });
  const already =
    goal.expectedVersion !== undefined && goal.dialect.isSameVersion(version, goal.expectedVersion);
  if (already && !goal.allowSameVersion) step.finish(judgeAlreadyThere(version, step.facts));
}
