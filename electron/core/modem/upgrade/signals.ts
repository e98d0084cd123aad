import type { UpgradeSignal } from '../drivers/signal.ts';
import { applyEnded, applying, ready, rebooting, rollingBack } from './afterDownload.ts';
import { interrupted, progressed, started, toldDone } from './duringDownload.ts';
import { failed, stateTold, troubled } from './failing.ts';
import { offered } from './offering.ts';
import { overheard } from './overhearing.ts';
import { cloudInformed, cloudReached } from './reporting.ts';
import type { StepDraft } from './stepDraft.ts';
import { blockReady } from './takingImage.ts';
import { alreadyApplying } from './takingOver.ts';

/** What the module says on its own, to whom it matters. */

export function signal(step: StepDraft, signal: UpgradeSignal, seq: number): void {
  switch (signal.kind) {
    case 'offered':
      offered(step, signal.offer, seq);
      break;
    case 'downloadStarted':
      started(step, signal.facts, seq);
      break;
    case 'downloadProgressed':
      progressed(step, signal.amount, seq);
      break;
    case 'downloadInterrupted':
      interrupted(step, seq);
      break;
    case 'blockReady':
      blockReady(step, signal.block, seq);
      break;
    case 'downloadDone':
      toldDone(step, seq);
      break;
    case 'failed':
      failed(step, signal.failure, seq);
      break;
    case 'troubled':
      troubled(step, signal.failure, seq);
      break;
    case 'remarked':
      step.note(signal.event, { code: signal.code });
      break;
    case 'stateTold':
      stateTold(step, signal.state, seq);
      break;
    default:
      signalOfBoot(step, signal, seq);
  }
}

function signalOfBoot(step: StepDraft, signal: UpgradeSignal, seq: number): void {
  switch (signal.kind) {
    case 'applyStarted':
      step.prove(seq);
      if (step.in('idle', 'identifying')) alreadyApplying(step, null, signal.restarts !== true);
      else applying(step, null, signal.restarts !== true);
      break;
    case 'applyProgressed':
      if (step.in('idle', 'identifying')) alreadyApplying(step, signal.percent, true);
      else applying(step, signal.percent);
      break;
    case 'applyEnded':
      applyEnded(step, signal.code, seq);
      break;
    case 'rollingBack':
      rollingBack(step, seq);
      break;
    case 'bootBannerShown':
      rebooting(step, seq);
      break;
    case 'moduleReady':
      ready(step, seq);
      break;
    case 'versionAnnounced':
      step.prove(seq);
      overheard(step, signal.version);
      break;
    case 'cloudReached':
      cloudReached(step, seq);
      break;
    case 'cloudInformed':
      cloudInformed(step, signal.succeeded, seq);
      break;
    default:
  }
}
