import type { Verdict } from '../../../../shared/contract/verdict.ts';
import { failure } from '../drivers/signal.ts';
import { judgeOldVersion, judgeProblem, judgeVersion } from './judge.ts';
import { judgeSilence } from './judgeStop.ts';
import { report } from './reporting.ts';
import { hasWholePackage, nothingSeen, type UpgradeFacts } from './state.ts';
import type { StepDraft } from './stepDraft.ts';
import { readOn } from './takingImage.ts';

/** The road after the download: restart, application, the port's return, the version. */

/** A port that comes and goes more often than any known upgrade makes it. */
const lossLimit = 8;
/** A module that breaks off its download over and over is not asked for ever. */
const resumeLimit = 3;

export function applying(step: StepDraft, percent: number | null, restarted = true): void {
  if (!step.isFollowed()) return;
  step.know({ sawOldVersion: false, ...(restarted ? { rebootSeen: true } : { downloadDone: true }) });
  if (percent !== null) step.know({ applyPercent: percent });
  step.go({ phase: 'applying', percent }, ...step.leaveDownload(), step.armStage(step.timeouts.applyMs));
}

export function applyEnded(step: StepDraft, code: number | string, seq: number): void {
  if (!step.isFollowed()) return;
  step.prove(seq);
  step.note('upgrade.applyEnded', { code }, code === 0 ? 'info' : 'warning');
  step.know({
    rebootSeen: true,
    applyError: code === 0 ? null : failure('apply', code),
    reportedDone: code === 0,
    ...(code === 0 ? { applyPercent: 100 } : {}),
  });
  if (step.in('checkingVersion', 'settling')) {
    // Told after the restart: what runs is what counts.
    step.know({ sawOldVersion: false });
    checkVersion(step);
    return;
  }
  step.go(
    { phase: 'applying', percent: code === 0 ? 100 : null },
    ...step.leaveDownload(),
    step.armStage(step.timeouts.rebootMs),
  );
}

/** The old firmware comes back; what an attempt ended with says more than that. */
export function rollingBack(step: StepDraft, seq: number): void {
  if (!step.isFollowed()) return;
  if (step.facts.applyError === null) {
    step.prove(seq);
    step.know({ rebootSeen: true, applyError: failure('apply', 'RESTORE') });
  }
  if (!step.facts.rolledBack) step.note('upgrade.rollingBack', {}, 'warning');
  step.know({ rolledBack: true });
  step.go(
    { phase: 'applying', percent: null },
    ...step.leaveDownload(),
    step.armStage(step.timeouts.applyMs),
  );
}

export function rebooting(step: StepDraft, seq: number): void {
  if (!step.isFollowed()) return;
  step.prove(seq);
  step.note('upgrade.bootSeen', {});
  step.know({ rebootSeen: true, sawOldVersion: false });
  step.go({ phase: 'rebooting' }, ...step.leaveDownload(), step.armStage(step.timeouts.applyMs));
}

export function ready(step: StepDraft, seq: number): void {
  if (!step.isFollowed() || step.in('checkingVersion')) return;
  step.prove(seq);
  step.know({ rebootSeen: true });
  checkVersion(step);
}

/** The module needs the host to restart it before it applies what it has, and that was not done yet. */
export function needsHostReset({ facts }: StepDraft): boolean {
  const { dialect } = facts.goal;
  return dialect.description.resetBy === 'host' && dialect.can('reset') && !facts.resetDone;
}

export function resetting(step: StepDraft): void {
  step.go({ phase: 'resetting' }, { do: 'disarm', timer: 'total' }, { do: 'reset' });
}

export function resetDone(step: StepDraft, seqs: readonly number[]): void {
  if (!step.in('resetting')) return;
  step.prove(...seqs);
  step.know({ resetDone: true });
  step.note('upgrade.hostReset', {});
  // The restart is ours; what it applies may be told or not.
  step.go({ phase: 'rebooting' }, step.armStage(step.timeouts.applyMs));
}

export function portLost(step: StepDraft): void {
  const { state } = step;
  const { phase } = state;
  if (phase === 'restoring' || phase === 'idle' || phase === 'reconnecting') return;
  if (phase === 'reporting') {
    // The version was read; what the platform hears of it changes nothing.
    step.finish(state.verdict);
    return;
  }
  step.know({ losses: step.facts.losses + 1, sawOldVersion: false });
  step.note('upgrade.portVanished', {});
  const { downloadSeen, losses, triggered } = step.facts;
  const nothingBegan = !downloadSeen && !triggered;
  if (nothingBegan && step.in('identifying', 'configuring', 'uploading', 'checkingOffer', 'offered')) {
    step.finish(judgeSilence({ kind: 'portGone', waitedMs: 0 }, step.state, step.facts));
    return;
  }
  if (losses > lossLimit) {
    step.finish(judgeSilence({ kind: 'portUnstable' }, step.state, step.facts));
    return;
  }
  const timeoutMs = step.timeouts.rebootMs + step.timeouts.applyMs;
  step.go(
    { phase: 'reconnecting' },
    ...step.leaveDownload(),
    { do: 'reconnect', timeoutMs },
    step.armStage(step.timeouts.rebootMs),
  );
}

export function portBack(step: StepDraft, portId: string): void {
  if (!step.in('reconnecting')) return;
  // A USB module takes its port away when it restarts; a pulled cable looks the same, and then the version tells.
  step.know({ rebootSeen: true });
  step.note('upgrade.portReturned', { portId });
  if (!readOn(step)) checkVersion(step);
}

export function portStayedAway(step: StepDraft, waitedMs: number): void {
  if (!step.in('reconnecting')) return;
  step.finish(judgeSilence({ kind: 'portGone', waitedMs }, step.state, step.facts));
}

export function awaitReboot(step: StepDraft): void {
  step.go(
    { phase: 'awaitingReboot' },
    { do: 'disarm', timer: 'total' },
    step.armStage(step.timeouts.rebootMs),
  );
}

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

/** A restart ends nothing while a platform is only waited for, or while a download is to go on. */
function goesOnWaiting({ facts }: StepDraft, version: string): boolean {
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

function waitOn(step: StepDraft): void {
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

export function silent(step: StepDraft, waitedMs: number): void {
  if (!step.in('identifying', 'checkingVersion')) return;
  step.finish(judgeSilence({ kind: 'silent', waitedMs }, step.state, step.facts));
}
