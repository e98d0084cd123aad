import type { EventCode } from '../../../../shared/domain/upgradeTexts.ts';

/** What a family's lines mean, in the words that the upgrade machine understands (at-commands 7, events). */

/** A plan that the platform offers; the module waits for the host to accept it. */
export interface UpgradeOffer {
  /** What is to be upgraded, as the module names it; the MCU's component in a SOTA plan. */
  readonly component: string;
  /** null where the plan says none: a full package fits every version. */
  readonly from: string | null;
  readonly to: string;
  /** Percent. The host has to check it, the module does not. */
  readonly minBattery?: number;
  /** dBm. The host has to check it, the module does not. */
  readonly minSignalDbm?: number;
  readonly sizeBytes?: number;
}

/** `bytes` and `percent` as the module tells them; `unknown` where it only says that it is at it. */
export type DownloadAmount =
  | { readonly unit: 'percent'; readonly done: number }
  | { readonly unit: 'bytes'; readonly done: number; readonly total: number | null }
  | { readonly unit: 'unknown' };

/** What a download will bring, where the module tells it beforehand. Digests in lower-case hex. */
export interface DownloadFacts {
  readonly sizeBytes?: number;
  readonly md5?: string;
  readonly sha256?: string;
  /** As a number; which CRC-32 it is, is not known for any family. */
  readonly crc?: number;
}

/** A part of the image that waits in the module to be read by the host. */
export interface ReadyBlock {
  readonly startByte: number;
  readonly sizeBytes: number;
  /** Of the whole image. */
  readonly totalBytes: number;
}

/** A failure in the module's own numbers; `UpgradeDriver.explain` knows what they mean. */
export interface ModuleFailure {
  /** Which table of the driver the code belongs to, e.g. `http`, `apply`. */
  readonly domain: string;
  /** As on the wire. */
  readonly code: number | string;
  readonly http: number | null;
  /** A second code behind the first, e.g. the cloud's. */
  readonly cause: number | null;
}

/** How the module says that its download stands. */
export type ModuleState =
  | { readonly state: 'idle' }
  | { readonly state: 'downloading'; readonly percent: number | null }
  /** `failure` is null when it tells that the last attempt has ended, but not how. */
  | { readonly state: 'ended'; readonly failure: ModuleFailure | null };

export type UpgradeSignal =
  | { readonly kind: 'offered'; readonly offer: UpgradeOffer }
  | { readonly kind: 'downloadStarted'; readonly facts: DownloadFacts }
  | { readonly kind: 'downloadProgressed'; readonly amount: DownloadAmount }
  /** It broke off and the module goes on by itself when it can. */
  | { readonly kind: 'downloadInterrupted' }
  | { readonly kind: 'blockReady'; readonly block: ReadyBlock }
  | { readonly kind: 'downloadDone' }
  /** `restarts`: it is the application that says so, and its restart is still to come; else a boot loader speaks. */
  | { readonly kind: 'applyStarted'; readonly restarts?: true }
  | { readonly kind: 'applyProgressed'; readonly percent: number }
  /** 0 is success; what else it says is explained in the domain `apply`. */
  | { readonly kind: 'applyEnded'; readonly code: number | string }
  /** It puts its old firmware back. */
  | { readonly kind: 'rollingBack' }
  | { readonly kind: 'bootBannerShown' }
  /** The application runs. */
  | { readonly kind: 'moduleReady' }
  | { readonly kind: 'versionAnnounced'; readonly version: string }
  /** The platform knows, or was told, how it ended. The module's version has the last word all the same. */
  | { readonly kind: 'cloudInformed'; readonly succeeded: boolean }
  /** The module is in touch with its platform (again): what it has to report goes up now. */
  | { readonly kind: 'cloudReached' }
  /**
   * Something beside the download went wrong, e.g. the login: it ends a question to the platform, and later explains what fails.
   */
  | { readonly kind: 'troubled'; readonly failure: ModuleFailure }
  /** Changes nothing; a line whose meaning belongs into the journal in words. `code` is the token of that meaning. */
  | { readonly kind: 'remarked'; readonly event: EventCode; readonly code: string }
  | { readonly kind: 'stateTold'; readonly state: ModuleState }
  | { readonly kind: 'failed'; readonly failure: ModuleFailure };

/** A failure with one code and nothing behind it. */
export function failure(domain: string, code: number | string): ModuleFailure {
  return { domain, code, http: null, cause: null };
}
