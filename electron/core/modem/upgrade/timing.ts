import { awaitReboot } from './afterDownload.ts';
import { resume } from './beforeDownload.ts';
import { checkVersion } from './checkingVersion.ts';
import { ticked } from './deferring.ts';
import type { TimerName } from './events.ts';
import { explain } from './failing.ts';
import { judgeProblem } from './judge.ts';
import { hasWholePackage, isAskedInDownload } from './state.ts';
import type { StepDraft } from './stepDraft.ts';

/** What a silence means, by the state in which it was one. */

export function timedOut(step: StepDraft, timer: TimerName): void {
  const { noProgressMs, downloadMs, rebootMs } = step.timeouts;
  if (timer === 'tick') {
    ticked(step);
    return;
  }
  if (timer === 'total') {
    if (!step.in('downloading') && !isAskedInDownload(step.state)) return;
    step.know({ problem: { kind: 'downloadTooLong', limitMs: downloadMs } });
    checkVersion(step);
    return;
  }
  switch (step.state.phase) {
    case 'requesting':
    case 'awaitingStart':
      nothingCame(step);
      break;
    case 'readingBlocks':
      step.know({ problem: { kind: 'stalled', waitedMs: noProgressMs } });
      checkVersion(step);
      break;
    case 'reporting':
      step.note('upgrade.reportUnheard', {});
      step.finish(step.state.verdict);
      break;
    case 'downloading':
      if (hasWholePackage(step.facts)) {
        explain(step, 'served');
        return;
      }
      step.know({ problem: { kind: 'stalled', waitedMs: noProgressMs } });
      explain(step, 'stalled');
      break;
    case 'downloaded':
      awaitReboot(step);
      break;
    case 'awaitingReboot':
    case 'rebooting':
    case 'applying':
    case 'settling':
      checkVersion(step);
      break;
    case 'deferred':
      resume(step);
      break;
    case 'reconnecting':
      step.note('upgrade.portStillGone', { waitedMs: rebootMs }, 'warning');
      break;
    default:
  }
}

/** No sign of a download, or no plan where one was asked for; without a plan there is nothing to be asked about. */
function nothingCame(step: StepDraft): void {
  const { offerMs, firstSignMs } = step.timeouts;
  const { goal, accepted, downloadSeen, comebacks } = step.facts;
  const { needsConfirm, triggers } = goal.dialect.description;
  if (step.in('awaitingStart') && downloadSeen) {
    step.know({ problem: { kind: 'stalled', waitedMs: offerMs } });
    explain(step, 'stalled');
    return;
  }
  if (comebacks > 0) {
    step.know({ problem: { kind: 'brokenOff' } });
    checkVersion(step);
    return;
  }
  if (step.in('awaitingStart') || (needsConfirm && !accepted) || !triggers.includes('host')) {
    step.finish(judgeProblem({ kind: 'noOffer', waitedMs: offerMs }, step.facts));
    return;
  }
  step.know({ problem: { kind: 'noFirstSign', waitedMs: firstSignMs } });
  explain(step, 'noFirstSign');
}
