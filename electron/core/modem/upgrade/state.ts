import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { WaitReason } from '../../../../shared/domain/codeMeaning.ts';
import type { DeliveryKind } from '../drivers/description.ts';
import type { Refusal, UploadStep } from '../drivers/driver.ts';
import type { DownloadFacts, ModuleFailure, ReadyBlock, UpgradeOffer } from '../drivers/signal.ts';
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
  /** `whileApplying`: the download had gone well. */
  | { readonly kind: 'module'; readonly failure: ModuleFailure; readonly whileApplying?: true }
  | { readonly kind: 'noOffer'; readonly waitedMs: number }
  /** It broke off over and over, or did not go on. */
  | { readonly kind: 'brokenOff' }
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
  /** What the module was known to run before it began by itself: it may be too late to ask it. */
  readonly knownVersion?: string;
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
  /** How often it went on downloading after everything had seemed to be there, or was asked to go on. */
  readonly comebacks: number;
  readonly server: ServerFacts;
  readonly rebootSeen: boolean;
  readonly problem: Problem | null;
  /** What went wrong beside the download; a reason for what fails. */
  readonly trouble: ModuleFailure | null;
  /** The block that is being read out of the module. */
  readonly openBlock: ReadyBlock | null;
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
  | 'downloadSeen'
  | 'downloadDone'
  | 'percent'
  | 'bytes'
  | 'accepted'
  | 'interrupted'
  | 'trouble'
  | 'openBlock'
  | 'server'
> = {
  downloadSeen: false,
  downloadDone: false,
  percent: null,
  bytes: null,
  accepted: false,
  interrupted: false,
  trouble: null,
  openBlock: null,
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
