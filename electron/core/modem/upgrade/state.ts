import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import type { WaitReason } from '../../../../shared/domain/codeMeaning.ts';
import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { DeliveryKind } from '../drivers/description.ts';
import type { OfferConditions, Refusal, UploadStep } from '../drivers/driver.ts';
import type {
  DownloadFacts,
  ModuleFailure,
  ModuleState,
  ReadyBlock,
  UpgradeOffer,
  UpgradeSignal,
} from '../drivers/signal.ts';
import type { UpgradeDialect } from './dialect.ts';
import type { OfferPolicy } from './offerRules.ts';

/** Where an upgrade stands (at-commands 7, states). */
export type UpgradeState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'identifying' }
  | { readonly phase: 'configuring' }
  /** Told to start; nothing of a download was seen yet. */
  | { readonly phase: 'requesting' }
  /** Nothing was sent: a platform or the module itself starts it, and is waited for. */
  | { readonly phase: 'awaitingStart' }
  /** Reading what the offer's limits are held against. */
  | { readonly phase: 'checkingOffer' }
  /** The person decides. */
  | { readonly phase: 'offered'; readonly offer: UpgradeOffer }
  /** Telling the module yes or no. */
  | { readonly phase: 'answeringOffer'; readonly accept: boolean; readonly refusal: Verdict | null }
  /** `percent` as the module says; null when only the server has seen it. */
  | { readonly phase: 'downloading'; readonly percent: number | null }
  | { readonly phase: 'uploading'; readonly step: UploadStep; readonly done: number; readonly total: number }
  /** Taking an image out of the module, block by block; bytes of the whole image. */
  | { readonly phase: 'readingBlocks'; readonly done: number; readonly total: number }
  /** The image is whole: digests, handing on, declaring the version. */
  | { readonly phase: 'handingOn' }
  /** The host restarts the module. */
  | { readonly phase: 'resetting' }
  /** All is there; a failure may still come. */
  | { readonly phase: 'downloaded' }
  | { readonly phase: 'awaitingReboot' }
  | { readonly phase: 'rebooting' }
  | { readonly phase: 'applying'; readonly percent: number | null }
  | { readonly phase: 'reconnecting' }
  | { readonly phase: 'checkingVersion' }
  /** It answered with the old version: perhaps there is another reboot to come. */
  | { readonly phase: 'settling' }
  /** Asking the module what went wrong. */
  | { readonly phase: 'explaining'; readonly because: ExplainReason }
  /** Waits to ask again, because that helps, or because the person put the offer off. */
  | {
      readonly phase: 'deferred';
      readonly waitMs: number;
      readonly passedMs: number;
      readonly reason: WaitReason | 'person' | 'quota';
      readonly cause: number | string;
    }
  /** The new version runs; the platform is given time to hear of it. The verdict is made already. */
  | { readonly phase: 'reporting'; readonly verdict: Verdict }
  | { readonly phase: 'restoring'; readonly verdict: Verdict }
  | { readonly phase: 'ended'; readonly verdict: Verdict };

/** `served`: everything left the server and the module has said nothing yet; it may be far behind. */
export type ExplainReason = 'failed' | 'noFirstSign' | 'stalled' | 'refused' | 'served';

/** What is wrong, before it is put into a verdict; the module's version still has the last word. */
export type Problem =
  | { readonly kind: 'module'; readonly failure: ModuleFailure }
  | { readonly kind: 'noOffer'; readonly waitedMs: number }
  | { readonly kind: 'noFirstSign'; readonly waitedMs: number }
  | { readonly kind: 'stalled'; readonly waitedMs: number }
  | { readonly kind: 'downloadTooLong'; readonly limitMs: number }
  | { readonly kind: 'triggerRefused'; readonly answer: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What the run is about; does not change. */
export interface UpgradeGoal {
  readonly delivery: DeliveryKind;
  /** The family's rules as far as the machine needs them. */
  readonly dialect: UpgradeDialect;
  /** Cloud and local: whether the host asks for a plan; else it only follows. */
  readonly asks: boolean;
  readonly offerPolicy: OfferPolicy;
  readonly url?: string;
  /** The package's new version, when it is known. */
  readonly expectedVersion?: string;
  /** Goes on although the module already bears the expected name; then no version can prove success. */
  readonly allowSameVersion: boolean;
  /** Whether the caller also tells what the server sees. */
  readonly hasServer: boolean;
}

/** What has become known. */
export interface UpgradeFacts {
  readonly goal: UpgradeGoal;
  readonly from?: string;
  readonly to?: string;
  readonly startedByModule: boolean;
  readonly triggered: boolean;
  /** A sign of a download at the module or at the server, or the package sent over the AT port. */
  readonly downloadSeen: boolean;
  /** By the module's own word the whole package is there: 100 %, or verified after an upload. See `hasWholePackage`. */
  readonly downloadDone: boolean;
  /** The module's last word on its download; null while only the server has seen one. */
  readonly percent: number | null;
  /** The same in bytes, for families that count them. */
  readonly bytes: { readonly done: number; readonly total: number | null } | null;
  /** The second bar: how far the new firmware is applied. */
  readonly applyPercent: number | null;
  readonly offer: UpgradeOffer | null;
  readonly accepted: boolean;
  /** Digests and size, where the module told them beforehand. */
  readonly announced: DownloadFacts;
  /** It said that its download broke off and that it will go on. */
  readonly interrupted: boolean;
  /** The word of the module or the platform that it went well: worth saying, never a proof. */
  readonly reportedDone: boolean;
  readonly resetDone: boolean;
  /** It was seen to put its old firmware back. */
  readonly rolledBack: boolean;
  /** How often it went on downloading after everything had seemed to be there. */
  readonly comebacks: number;
  readonly server: ServerFacts;
  readonly rebootSeen: boolean;
  readonly problem: Problem | null;
  readonly applyError: ModuleFailure | null;
  readonly retries: number;
  readonly losses: number;
  /** Old version seen after the last sign of a reboot. */
  readonly sawOldVersion: boolean;
  /** Journal rows that carry the judgement, in order, each once. */
  readonly evidence: readonly number[];
}

export interface ServerFacts {
  readonly asked: boolean;
  readonly sentBytes: number;
  readonly totalBytes: number | null;
  /** Served, not received: a kernel, a tunnel or a proxy may still hold all of it. */
  readonly complete: boolean;
  readonly status: number | null;
}

/** The machine between two events. */
export interface UpgradeMachine {
  readonly state: UpgradeState;
  readonly facts: UpgradeFacts;
}

/** Before any sign of a download. */
export const nothingSeen: Pick<
  UpgradeFacts,
  'downloadSeen' | 'downloadDone' | 'percent' | 'bytes' | 'accepted' | 'interrupted' | 'server'
> = {
  downloadSeen: false,
  downloadDone: false,
  percent: null,
  bytes: null,
  accepted: false,
  interrupted: false,
  server: { asked: false, sentBytes: 0, totalBytes: null, complete: false, status: null },
};

/** Whether the package has arrived as far as can be known: the module's own count outweighs what was served. */
export function hasWholePackage({ downloadDone, percent, server }: UpgradeFacts): boolean {
  return downloadDone || (percent === null && server.complete);
}

/** Whether a download that has begun is being asked about; it goes on meanwhile, and so does its time. */
export function isAskedInDownload(state: UpgradeState): boolean {
  return state.phase === 'explaining' && (state.because === 'stalled' || state.because === 'served');
}

/** What the OTA server saw of this module. `seq` is the journal row. */
export type ServerEvent =
  | { readonly kind: 'requestSeen'; readonly seq: number; readonly remote?: string }
  | { readonly kind: 'bytesSent'; readonly sentBytes: number; readonly totalBytes: number }
  | {
      readonly kind: 'answered';
      readonly seq: number;
      readonly status: number;
      /** Body bytes of all answers so far. */
      readonly sentBytes: number;
      readonly totalBytes: number;
      /** Every byte of the package has left in answers that ended well, in one or in ranges. */
      readonly complete: boolean;
    };

/** `tick` counts a wait down once a second. */
export type TimerName = 'stage' | 'total' | 'tick';

/** What a person says to an offer. */
export type OfferAnswer = 'accept' | 'refuse' | 'defer';

/** What can happen. */
export type UpgradeEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'identified'; readonly version: string; readonly seqs: readonly number[] }
  | { readonly kind: 'configured'; readonly seqs: readonly number[] }
  /** The platform may not be asked yet. */
  | { readonly kind: 'held'; readonly waitMs: number }
  | { readonly kind: 'triggerAccepted'; readonly seqs: readonly number[] }
  | {
      readonly kind: 'triggerRefused';
      readonly answer: string;
      readonly failure?: ModuleFailure;
      readonly seqs: readonly number[];
    }
  | { readonly kind: 'conditionsRead'; readonly conditions: OfferConditions }
  | { readonly kind: 'offerAnswered'; readonly answer: OfferAnswer }
  | { readonly kind: 'answerTaken'; readonly seqs: readonly number[] }
  | { readonly kind: 'answerRefused'; readonly answer: string; readonly seqs: readonly number[] }
  /** `done` bytes of the whole image. */
  | { readonly kind: 'blockProgressed'; readonly done: number }
  | { readonly kind: 'blockRead'; readonly block: ReadyBlock; readonly seqs: readonly number[] }
  /** Digests agreed and the image was handed on; `provenVersion` is the word of whoever runs it now. */
  | { readonly kind: 'imageTaken'; readonly provenVersion?: string; readonly seqs: readonly number[] }
  | { readonly kind: 'resetDone'; readonly seqs: readonly number[] }
  | { readonly kind: 'resetRefused'; readonly answer: string; readonly seqs: readonly number[] }
  | { readonly kind: 'reported'; readonly seqs: readonly number[] }
  | {
      readonly kind: 'uploadProgressed';
      readonly step: UploadStep;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'uploadApplied'; readonly seqs: readonly number[] }
  /** A stage cannot go on: a refused setting, a refused upload. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'explained'; readonly state: ModuleState | null; readonly seqs: readonly number[] }
  | { readonly kind: 'versionRead'; readonly version: string; readonly seqs: readonly number[] }
  /** No answer to the question who it is, or which version it runs. */
  | { readonly kind: 'silent'; readonly waitedMs: number }
  | { readonly kind: 'signal'; readonly signal: UpgradeSignal; readonly seq: number }
  | { readonly kind: 'server'; readonly event: ServerEvent }
  | { readonly kind: 'portLost' }
  | { readonly kind: 'portBack'; readonly portId: string }
  | { readonly kind: 'portStayedAway'; readonly waitedMs: number }
  | { readonly kind: 'timedOut'; readonly timer: TimerName }
  | { readonly kind: 'cancelRequested' }
  | { readonly kind: 'restored' };

/** What shall be done. At most one task runs; a new one ends the one before. */
export type UpgradeEffect =
  | { readonly do: 'identify' }
  | { readonly do: 'configure' }
  | { readonly do: 'trigger' }
  | { readonly do: 'readConditions' }
  | { readonly do: 'answerOffer'; readonly accept: boolean }
  | { readonly do: 'readBlock'; readonly block: ReadyBlock }
  | { readonly do: 'nextBlock' }
  | { readonly do: 'takeImage'; readonly announced: DownloadFacts; readonly offer: UpgradeOffer | null }
  | { readonly do: 'reset' }
  | { readonly do: 'report' }
  | { readonly do: 'upload' }
  | { readonly do: 'queryState' }
  | { readonly do: 'checkVersion' }
  | { readonly do: 'reconnect'; readonly timeoutMs: number }
  | { readonly do: 'restore' }
  | { readonly do: 'stopTask' }
  /** The module has asked by itself; what the host asks is counted as it is sent. */
  | { readonly do: 'countOwnRequest' }
  | { readonly do: 'arm'; readonly timer: TimerName; readonly afterMs: number }
  | { readonly do: 'disarm'; readonly timer: TimerName }
  | {
      readonly do: 'note';
      readonly event: EventCode;
      readonly params: Verdict['params'];
      readonly level: 'info' | 'warning' | 'error';
    };

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
