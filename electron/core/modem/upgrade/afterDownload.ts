import { judgeOldVersion, judgeVersion } from './judge.ts';
import { judgeSilence } from './judgeStop.ts';
import type { StepDraft } from './stepDraft.ts';

/** The road after the download: restart, application, the port's return, the version. */

/** A port that comes and goes more often than any known upgrade makes it. */
const lossLimit = 8;

export function applying(step: StepDraft, percent: number | null): void {
  if (!step.isFollowed()) return;
  step.know({ rebootSeen: true, sawOldVersion: false });
  step.go({ phase: 'applying', percent }, ...step.leaveDownload(), step.armStage(step.timeouts.applyMs));
}

export function applyEnded(step: StepDraft, code: number, seq: number): void {
  if (!step.isFollowed()) return;
  step.prove(seq);
  step.note('upgrade.applyEnded', { code }, code === 0 ? 'info' : 'warning');
  step.know({ rebootSeen: true, applyError: code === 0 ? null : code });
  step.go(
    { phase: 'applying', percent: code === 0 ? 100 : null },
    ...step.leaveDownload(),
    step.armStage(step.timeouts.rebootMs),
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

export function portLost(step: StepDraft): void {
  const { phase } = step.state;
  if (phase === 'restoring' || phase === 'idle' || phase === 'reconnecting') return;
  step.know({ losses: step.facts.losses + 1, sawOldVersion: false });
  step.note('upgrade.portVanished', {});
  const { downloadSeen, losses, triggered } = step.facts;
  const nothingBegan = !downloadSeen && !triggered;
  if (nothingBegan && step.in('identifying', 'configuring', 'uploading')) {
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
  const verdict = judgeVersion(version, step.facts);
  if (verdict !== null) {
    step.finish(verdict);
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

export function silent(step: StepDraft, waitedMs: number): void {
  if (!step.in('identifying', 'checkingVersion')) return;
  step.finish(judgeSilence({ kind: 'silent', waitedMs }, step.state, step.facts));
}
