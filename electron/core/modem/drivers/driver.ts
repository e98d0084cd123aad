import type { ChangedSetting } from '../../../../shared/contract/job.ts';
import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import type { EventCode, RemedyCode, VerdictCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { UpgradeQuery } from '../../../../shared/domain/urc.ts';
import type { AtChannel } from '../atChannel.ts';
import type { VersionAnswer } from '../identity.ts';

/** What a dialect can do, as data (at-commands 7, capability flags). */
export interface DriverDescription {
  readonly id: string;
  /** Dialects of progress and boot lines that are understood, all at once. */
  readonly dialects: readonly string[];
  /** Who can start a download. */
  readonly triggers: readonly ('host' | 'cloud' | 'timer' | 'sideEffect')[];
  readonly needsConfirm: boolean;
  readonly progress: 'percent' | 'bytes' | 'events';
  readonly resetBy: 'module' | 'host';
  readonly transfers: readonly ('none' | 'atHexBlocks')[];
  readonly resultQuery: 'command' | 'none';
  readonly successProof: 'versionReadback';
}

/** How long each stage may take, in ms. All suggestions of at-commands 7 (inferred), so all of them can be set. */
export interface UpgradeTimeouts {
  readonly commandMs: number;
  /** From the trigger to the first sign of a download, at the module or at the server. */
  readonly firstSignMs: number;
  readonly noProgressMs: number;
  readonly downloadMs: number;
  /** After 100 %: a failure may still come. */
  readonly quietMs: number;
  /** From the end of that to the first sign of a reboot; from a vanished port to its return. */
  readonly rebootMs: number;
  readonly applyMs: number;
  /** From the return to an answer to ATI. */
  readonly answerMs: number;
  /** An old version is looked at once more after this time: there may be another reboot to come. */
  readonly settleMs: number;
  readonly restoreMs: number;
  /** Waits before asking again when the cloud is building the package (43). */
  readonly waitsForBuildMs: readonly number[];
  /** Waits before asking again without a network (-1001, -1002). Empty: the person decides. */
  readonly waitsForNetworkMs: readonly number[];
}

/** A stage that ended an upgrade, in the words of a verdict. */
export interface Refusal {
  readonly verdict: VerdictCode;
  readonly domain: Verdict['domain'];
  readonly retry: Verdict['retry'];
  readonly remedies: readonly RemedyCode[];
  readonly params: Verdict['params'];
  readonly rawCode?: string;
  readonly stage: Stage;
  readonly seqs: readonly number[];
}

export interface CommandOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export type ConfigureResult =
  | { readonly kind: 'set'; readonly seqs: readonly number[] }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly answer: string;
      readonly seqs: readonly number[];
    };

export type TriggerResult =
  | { readonly kind: 'accepted'; readonly seqs: readonly number[] }
  /** `failureCode`: the answer was already the failure of the download, -1000 ... -1006. */
  | {
      readonly kind: 'refused';
      readonly answer: string;
      readonly failureCode?: number;
      readonly seqs: readonly number[];
    };

export type UploadStep = 'testing' | 'erasing' | 'sending' | 'verifying' | 'applying';

export interface UploadHooks {
  /** `doneBytes` counts package bytes that the module has acknowledged. */
  onProgress(step: UploadStep, doneBytes: number, totalBytes: number): void;
  note(event: EventCode, params: Verdict['params'], level?: 'info' | 'warning'): void;
}

export type UploadResult =
  | { readonly kind: 'applied'; readonly seqs: readonly number[] }
  | { readonly kind: 'failed'; readonly refusal: Refusal };

export interface RestoreContext {
  /** The module has restarted since, so it has forgotten what was not saved. */
  readonly rebootSeen: boolean;
  /** The module may still be downloading from the URL. */
  readonly moduleBusy: boolean;
  readonly saved: boolean;
}

/** One dialect. Every method is bounded by its options and throws AppError port.closed, modem.timeout, rpc.cancelled. */
export interface UpgradeDriver {
  readonly description: DriverDescription;
  readonly timeouts: UpgradeTimeouts;
  /**
   * Reads the old URL, then sets this one.
   *
   * @param onWillSet between the two, so that what is changed is known even if the answer never comes
   */
  configure(
    channel: AtChannel,
    url: string,
    save: boolean,
    onWillSet: (changed: ChangedSetting) => void,
    options: CommandOptions,
  ): Promise<ConfigureResult>;
  trigger(channel: AtChannel, options: CommandOptions): Promise<TriggerResult>;
  /** Asks how the download stands. Null when the module does not say. */
  queryState(
    channel: AtChannel,
    options: CommandOptions,
  ): Promise<{ readonly query: UpgradeQuery | null; readonly seqs: readonly number[] }>;
  readVersion(channel: AtChannel, options: CommandOptions): Promise<VersionAnswer>;
  /** Sends the package over the AT port and has it applied. */
  upload(
    channel: AtChannel,
    bytes: Uint8Array,
    hooks: UploadHooks,
    options: CommandOptions,
  ): Promise<UploadResult>;
  /** Puts a setting back as far as the dialect can, and says how that went. */
  restore(
    channel: AtChannel,
    changed: ChangedSetting,
    context: RestoreContext,
    note: UploadHooks['note'],
    options: CommandOptions,
  ): Promise<ChangedSetting['restored']>;
}
