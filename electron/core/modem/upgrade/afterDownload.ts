import { failure } from '../drivers/signal.ts';
import { checkVersion } from './checkingVersion.ts';
import type { StepDraft } from './stepDraft.ts';

/** The road after the download: restart, application, the module's return. */

export function awaitReboot(step: StepDraft): void {
  step.go(
    { phase: 'awaitingReboot' },
    { do: 'disarm', timer: 'total' },
    step.armStage(step.timeouts.rebootMs),
  );
}

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
