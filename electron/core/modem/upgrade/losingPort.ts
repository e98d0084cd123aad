import { checkVersion } from './checkingVersion.ts';
import { judgeSilence } from './judgeStop.ts';
import type { StepDraft } from './stepDraft.ts';
import { readOn } from './takingImage.ts';

/** A port that goes away, which every upgrade over USB makes it do, and comes back or does not. */

/** A port that comes and goes more often than any known upgrade makes it. */
const lossLimit = 8;

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
