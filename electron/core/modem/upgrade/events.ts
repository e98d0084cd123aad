import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { OfferConditions, Refusal, UploadStep } from '../drivers/driver.ts';
import type {
  DownloadFacts,
  ModuleFailure,
  ModuleState,
  ReadyBlock,
  UpgradeOffer,
  UpgradeSignal,
} from '../drivers/signal.ts';

/** What can happen in an upgrade, and what the machine wants done. */

/** What the OTA server saw of this module. `seq` is the journal row. */
export type ServerEvent =
  | {
      readonly kind: 'requestSeen';
      readonly seq: number;
      readonly remote?: string;
      /** What the module calls its version in the request. */
      readonly version?: string;
    }
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
  /** null: it cannot be asked. */
  | { readonly kind: 'identified'; readonly version: string | null; readonly seqs: readonly number[] }
  | { readonly kind: 'configured'; readonly seqs: readonly number[] }
  /** The platform may not be asked yet. */
  | { readonly kind: 'held'; readonly waitMs: number }
  | {
      readonly kind: 'triggerAccepted';
      readonly seqs: readonly number[];
      readonly doubt?: ModuleFailure;
    }
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
  /**
   * Digests agreed and the image was handed on; `provenVersion` is the word of whoever runs it now. `declared`: the platform was
   * told the new version.
   */
  | {
      readonly kind: 'imageTaken';
      readonly provenVersion?: string;
      readonly declared: boolean;
      readonly seqs: readonly number[];
    }
  | { readonly kind: 'resetDone'; readonly seqs: readonly number[] }
  | { readonly kind: 'resetRefused'; readonly answer: string; readonly seqs: readonly number[] }
  | { readonly kind: 'reported'; readonly seqs: readonly number[]; readonly reached: boolean }
  | {
      readonly kind: 'uploadProgressed';
      readonly step: UploadStep;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'uploadApplied'; readonly seqs: readonly number[] }
  /** A stage cannot go on: a refused setting, a refused upload. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'explained';
      readonly state: ModuleState | null;
      readonly seqs: readonly number[];
      readonly trouble?: ModuleFailure;
    }
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
  | { readonly do: 'trigger'; readonly resume: boolean }
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
