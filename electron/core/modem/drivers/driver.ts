import type { ChangedSetting } from '../../../../shared/contract/job.ts';
import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { CodeMeaning } from '../../../../shared/domain/codeMeaning.ts';
import type { EventCode, RemedyCode, VerdictCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { AtChannel, HeardLine } from '../atChannel.ts';
import type { IdentifyOptions, VersionAnswer } from '../identityVersion.ts';
import type { DriverDescription } from './description.ts';
import type { Detection, ModuleAnswers } from './detection.ts';
import type { ModuleFailure, ModuleState, ReadyBlock, UpgradeOffer, UpgradeSignal } from './signal.ts';

export type { DriverDescription, UpgradeTimeouts } from './description.ts';

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
  readonly clock: Clock;
}

/** How the module took an order. */
export type CommandResult =
  | { readonly kind: 'done'; readonly seqs: readonly number[] }
  | { readonly kind: 'refused'; readonly answer: string; readonly seqs: readonly number[] };

export type ConfigureResult =
  | { readonly kind: 'set'; readonly seqs: readonly number[] }
  | {
      readonly kind: 'refused';
      readonly name: string;
      readonly answer: string;
      readonly seqs: readonly number[];
    };

export type TriggerResult =
  /** `doubt`: why it may have been for nothing, should nothing come of it. */
  | { readonly kind: 'accepted'; readonly seqs: readonly number[]; readonly doubt?: ModuleFailure }
  /** `failure`: the answer was already the failure of the download. */
  | {
      readonly kind: 'refused';
      readonly answer: string;
      readonly failure?: ModuleFailure;
      readonly seqs: readonly number[];
    };

export type UploadStep = 'testing' | 'erasing' | 'sending' | 'verifying' | 'applying';

export interface UploadHooks {
  /** `doneBytes` counts package bytes that the module has acknowledged, or that were sent where it acknowledges none. */
  onProgress(step: UploadStep, doneBytes: number, totalBytes: number): void;
  note(event: EventCode, params: Verdict['params'], level?: 'info' | 'warning'): void;
}

export type UploadResult =
  /** All of it is there and will be applied, after a reset by the host where the family needs one. */
  | { readonly kind: 'applied'; readonly seqs: readonly number[] }
  | { readonly kind: 'failed'; readonly refusal: Refusal };

export interface RestoreContext {
  /** The module has restarted since, so it has forgotten what was not saved. */
  readonly rebootSeen: boolean;
  /** The module may still be downloading from the URL. */
  readonly moduleBusy: boolean;
  readonly saved: boolean;
}

/** What a trigger has to say besides "begin". */
export interface TriggerRequest {
  /** Where the package is, for families that name it with the order; null where a platform or an earlier setting knows. */
  readonly url: string | null;
  /** A download of the platform's was interrupted: it is asked to go on. */
  readonly resume: boolean;
  /** What the MCU behind the module runs, to be declared first; null where that is known or does not matter. */
  readonly component: McuComponent | null;
  /** The product on the platform that the module shall belong to; null where it is set up already. */
  readonly product: PlatformProduct | null;
}

/** Who a module is on its platform. */
export interface PlatformProduct {
  readonly key: string;
  readonly secret: string;
}

/** A component of the device behind the module, by its name on the platform. */
export interface McuComponent {
  readonly name: string;
  readonly version: string;
}

/** `reached`: the platform is in touch with the module by now, so it hears of it. */
export type ReportResult = CommandResult & { readonly reached?: true };

/** `state` is null when the module does not say; `trouble` is what was found out beside it. */
export interface StateAnswer {
  readonly state: ModuleState | null;
  readonly seqs: readonly number[];
  readonly trouble?: ModuleFailure;
}

/** What the module says of its own surroundings, to be held against an offer. null: it does not say. */
export interface OfferConditions {
  readonly batteryPercent: number | null;
  readonly signalDbm: number | null;
  readonly seqs: readonly number[];
}

/** How a host takes an image out of the module block by block. */
export interface ImageReader {
  /**
   * Reads one waiting block, length-driven, in as many reads as the module wants.
   *
   * @param onBytes bytes of this block so far
   * @throws AppError modem.timeout, modem.badPayload, port.closed, rpc.cancelled
   */
  readBlock(
    channel: AtChannel,
    block: ReadyBlock,
    onBytes: (doneBytes: number) => void,
    options: CommandOptions,
  ): Promise<{ readonly bytes: Uint8Array; readonly seqs: readonly number[] }>;
  /** Asks for the block behind the one that was read. */
  nextBlock(channel: AtChannel, options: CommandOptions): Promise<CommandResult>;
  /** Says that the host has the image and will use it. */
  announceUpdate(channel: AtChannel, options: CommandOptions): Promise<CommandResult>;
  /** Says which version runs now. */
  declareVersion(channel: AtChannel, offer: UpgradeOffer, options: CommandOptions): Promise<CommandResult>;
}

/**
 * One family of modules. Whatever it cannot do it leaves out, and the machine goes around it. Methods that talk to the module are
 * bounded by their options and throw AppError port.closed, modem.timeout, rpc.cancelled. `defineDriver` fills in what most share.
 */
export interface UpgradeDriver {
  readonly description: DriverDescription;
  /** Whether this module is one of the family, and why. Pure. */
  detect(answers: ModuleAnswers): Detection | null;
  /**
   * What a finished line means; empty for most. Pure and tolerant: blanks and quotes are optional.
   *
   * @param role `response` when the line stands in the answer to a command, where it may bear the same name; echoes and
   * final lines are never asked about
   */
  decode(line: string, role: HeardLine['role']): readonly UpgradeSignal[];
  /**
   * What a failure means and what helps. Pure; knows an answer for every code.
   *
   * @param context.wholePackage everything had arrived, so the package itself was refused
   */
  explain(failure: ModuleFailure, context: { readonly wholePackage: boolean }): CodeMeaning;
  /** Whether two texts name the same version; left out where it is enough to compare them. Pure. */
  isSameVersion?(a: string, b: string): boolean;
  /** The module's own word on the version that is to be upgraded. */
  readVersion(channel: AtChannel, options: IdentifyOptions): Promise<VersionAnswer>;
  /** Whether the module knows the commands of this driver; left out where only trying tells. */
  isOffered?(channel: AtChannel, options: CommandOptions): Promise<boolean>;
  /**
   * Reads the old URL, then sets this one.
   *
   * @param onWillSet between the two, so that what is changed is known even if the answer never comes
   */
  configure?(
    channel: AtChannel,
    url: string,
    save: boolean,
    onWillSet: (changed: ChangedSetting) => void,
    options: CommandOptions,
  ): Promise<ConfigureResult>;
  /** Orders a download, or asks the platform for one. */
  trigger?(channel: AtChannel, request: TriggerRequest, options: CommandOptions): Promise<TriggerResult>;
  /** Reads what an offer's limits are held against. */
  readConditions?(channel: AtChannel, options: CommandOptions): Promise<OfferConditions>;
  /** Answers an offer. */
  confirm?(channel: AtChannel, accept: boolean, options: CommandOptions): Promise<CommandResult>;
  /**
   * Asks how the download stands.
   *
   * @param url what was set for it, where something was
   */
  queryState?(channel: AtChannel, options: CommandOptions, url?: string): Promise<StateAnswer>;
  /** Sends the package over the AT port. */
  upload?(
    channel: AtChannel,
    bytes: Uint8Array,
    hooks: UploadHooks,
    options: CommandOptions,
  ): Promise<UploadResult>;
  readonly image?: ImageReader;
  /** Restarts the module, so that it applies what it has. */
  reset?(channel: AtChannel, options: CommandOptions): Promise<CommandResult>;
  /** Lets the platform hear how it ended, e.g. by logging in again. */
  report?(channel: AtChannel, options: CommandOptions): Promise<ReportResult>;
  /** Puts a setting back as far as the dialect can, and says how that went. */
  restore?(
    channel: AtChannel,
    changed: ChangedSetting,
    context: RestoreContext,
    note: UploadHooks['note'],
    options: CommandOptions,
  ): Promise<ChangedSetting['restored']>;
}
