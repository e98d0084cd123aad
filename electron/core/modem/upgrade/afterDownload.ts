import type { Verdict } from '../../../../shared/contract/verdict.ts';
import { failure } from '../drivers/signal.ts';
import { judgeOldVersion, judgeVersion } from './judge.ts';
import { judgeSilence } from './judgeStop.ts';
import type { StepDraft } from './stepDraft.ts';

/** The road after the download: restart, application, the port's return, the version. */

/** A port that comes and goes more often than any known upgrade makes it. */
const lossLimit = 8;

export function applying(step: StepDraft, percent: number | null): void {
  if (!step.isFollowed()) return;
  step.know({ rebootSeen: true, sawOldVersion: false });
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
  checkVersion(step);
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
  step.go({ phase: 'checkingVersion' }, ...step.leaveDownload(), { do: 'checkVersion' });
}

export function versionRead(step: StepDraft, version: string, seqs: readonly number[]): void {
  if (!step.in('checkingVersion')) return;
  step.know({ to: version });
  step.prove(...seqs);
  step.note('upgrade.versionRead', { version });
  if (goesOnWaiting(step)) {
    step.go({ phase: 'awaitingStart' }, step.armStage(step.timeouts.offerMs));
    return;
  }
  const verdict = judgeVersion(version, step.facts);
  if (verdict !== null) {
    if (verdict.outcome === 'succeeded') report(step, verdict);
    else step.finish(verdict);
    return;
  }
  if (step.facts.sawOldVersion || step.facts.applyError !== null) {
    step.finish(judgeOldVersion(version, step.facts));
    return;
  }
  const waitMs = step.timeouts.settleMs;
  step.know({ sawOldVersion: true });
  step.note('upgrade.versionStillOld', { version, waitMs });
  step.go({ phase: 'settling' }, step.armStage(waitMs));
}

/** A restart ends nothing while a platform is only waited for, or while the module has said that it will go on. */
function goesOnWaiting({ facts }: StepDraft): boolean {
  if (facts.goal.delivery !== 'cloud' || facts.problem !== null) return false;
  return facts.interrupted || (!facts.downloadSeen && !facts.triggered && facts.offer === null);
}

/** Lets the platform hear of it, where the family can; the verdict stands already. */
function report(step: StepDraft, verdict: Verdict): void {
  if (!step.facts.goal.dialect.can('report')) {
    step.finish(verdict);
    return;
  }
  step.go({ phase: 'reporting', verdict }, { do: 'report' }, step.armStage(step.timeouts.reportMs));
}

/** The platform knows; a failure it claims against the version that was read is only noted. */
export function cloudInformed(step: StepDraft, succeeded: boolean, seq: number): void {
  step.note('upgrade.cloudInformed', { succeeded });
  if (succeeded) step.know({ reportedDone: true });
  const { state } = step;
  if (state.phase !== 'reporting') return;
  step.finish({ ...state.verdict, evidence: [...state.verdict.evidence, seq] });
}

export function silent(step: StepDraft, waitedMs: number): void {
  if (!step.in('identifying', 'checkingVersion')) return;
  step.finish(judgeSilence({ kind: 'silent', waitedMs }, step.state, step.facts));
}
