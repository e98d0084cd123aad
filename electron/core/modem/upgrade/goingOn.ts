import { hasWholePackage, nothingSeen, type UpgradeFacts } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** A module that has restarted and still runs the old version, although nothing is over. */

/** A module that breaks off its download over and over is not asked for ever. */
const resumeLimit = 3;

/** A restart ends nothing while a platform is only waited for, or while a download is to go on. */
export function goesOnWaiting({ facts }: StepDraft, version: string): boolean {
  if (facts.goal.delivery !== 'cloud' || facts.problem !== null || !isOld(facts, version)) return false;
  return facts.interrupted || isBrokenOff(facts) || isOnlyFollowed(facts);
}

function isOld({ from, goal }: UpgradeFacts, version: string): boolean {
  return from === undefined || goal.dialect.isSameVersion(version, from);
}

function isOnlyFollowed({ downloadSeen, triggered, offer }: UpgradeFacts): boolean {
  return !downloadSeen && !triggered && offer === null;
}

/** The restart cut a download that goes on at the next login, which is ours to do where we were to ask. */
function isBrokenOff(facts: UpgradeFacts): boolean {
  const { goal, rebootSeen, downloadSeen, comebacks } = facts;
  if (!goal.asks || !goal.dialect.description.resumesAtLogin || comebacks >= resumeLimit) return false;
  return rebootSeen && downloadSeen && !hasWholePackage(facts);
}

export function waitOn(step: StepDraft): void {
  const { goal, interrupted, downloadSeen, comebacks } = step.facts;
  const resumes = goal.asks && goal.dialect.description.resumesAtLogin && (interrupted || downloadSeen);
  if (!resumes || comebacks >= resumeLimit) {
    step.go({ phase: 'awaitingStart' }, step.armStage(step.timeouts.offerMs));
    return;
  }
  step.note('upgrade.resuming', {});
  step.know({ ...nothingSeen, rebootSeen: false, comebacks: comebacks + 1 });
  step.go({ phase: 'requesting' }, { do: 'trigger', resume: true }, step.armStage(step.timeouts.firstSignMs));
}
