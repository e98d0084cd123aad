import type { Stage } from '../../../../shared/contract/verdict.ts';
import type { UploadStep } from '../drivers/driver.ts';
import { hasWholePackage, type UpgradeFacts, type UpgradeState } from './state.ts';

/** The stage of a verdict that is given in this state. */
export function stageOf(state: UpgradeState, facts: UpgradeFacts): Stage {
  switch (state.phase) {
    case 'idle':
      return 'prepare';
    case 'identifying':
      return 'identify';
    case 'configuring':
      return 'configure';
    case 'requesting':
    case 'awaitingStart':
    case 'checkingOffer':
    case 'offered':
    case 'answeringOffer':
      return 'request';
    case 'downloading':
    case 'readingBlocks':
      return 'download';
    case 'uploading':
      return stageOfUpload(state.step);
    case 'downloaded':
    case 'handingOn':
      return 'verify';
    case 'resetting':
    case 'awaitingReboot':
    case 'rebooting':
      return 'reboot';
    case 'applying':
      return 'apply';
    case 'reconnecting':
      return 'reconnect';
    case 'checkingVersion':
    case 'settling':
      return 'versionCheck';
    case 'explaining':
      return state.because === 'served' ? 'download' : failureStage(facts);
    case 'deferred':
      return failureStage(facts);
    case 'reporting':
      return 'report';
    case 'restoring':
      return 'restore';
    case 'ended':
      return 'done';
  }
}

/** Where a failure that the module reports belongs to: how far the download had come. */
export function failureStage(facts: UpgradeFacts): Stage {
  if (hasWholePackage(facts)) return 'verify';
  return facts.downloadSeen ? 'download' : 'request';
}

function stageOfUpload(step: UploadStep): Stage {
  switch (step) {
    case 'testing':
    case 'erasing':
      return 'prepare';
    case 'sending':
      return 'download';
    case 'verifying':
      return 'verify';
    case 'applying':
      return 'apply';
  }
}
