import type { Verdict } from '../../../../shared/contract/verdict.ts';
import { goesOnWaiting, waitOn } from './goingOn.ts';
import { judgeOldVersion, judgeProblem, judgeVersion } from './judge.ts';
import { judgeSilence } from './judgeStop.ts';
import { report } from './reporting.ts';
import type { UpgradeFacts } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** The end of every road: what the module itself says that it runs (at-commands 7, rule 1). */

export function checkVersion(step: StepDraft): void {
  if (step.facts.goal.dialect.description.listensOnly) {
    const verdict = judgeUnasked(step.facts);
    if (verdict !== null) {
      step.finish(verdict);
      return;
    }
  }
  step.go({ phase: 'checkingVersion' }, ...step.leaveDownload(), { do: 'checkVersion' });
}

/** Of a module that cannot be asked, as long as nothing was heard of a restart: then nothing has changed. */
function judgeUnasked(facts: UpgradeFacts): Verdict | null {
  if (facts.problem !== null) return judgeProblem(facts.problem, facts);
  return facts.rebootSeen || facts.from === undefined ? null : judgeOldVersion(facts.from, facts);
}

export function versionRead(step: StepDraft, version: string, seqs: readonly number[]): void {
  if (!step.in('checkingVersion')) return;
  step.know({ to: version });
  step.prove(...seqs);
  step.note('upgrade.versionRead', { version });
  if (goesOnWaiting(step, version)) {
    waitOn(step);
    return;
  }
  const verdict = judgeVersion(version, step.facts);
  if (verdict !== null) {
    if (verdict.outcome === 'failed') step.finish(verdict);
    else report(step, verdict);
    return;
  }
  // What is only overheard is not said again.
  const { listensOnly } = step.facts.goal.dialect.description;
  if (step.facts.sawOldVersion || step.facts.applyError !== null || listensOnly) {
    step.finish(judgeOldVersion(version, step.facts));
    return;
  }
  const waitMs = step.timeouts.settleMs;
  step.know({ sawOldVersion: true });
  step.note('upgrade.versionStillOld', { version, waitMs });
  step.go({ phase: 'settling' }, step.armStage(waitMs));
}

export function silent(step: StepDraft, waitedMs: number): void {
  if (!step.in('identifying', 'checkingVersion')) return;
  step.finish(judgeSilence({ kind: 'silent', waitedMs }, step.state, step.facts));
}
