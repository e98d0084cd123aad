/** Who sets a download going (at-commands 7, capability flags). */
export type TriggerKind = 'host' | 'cloud' | 'timer' | 'sideEffect';

/** How the package's bytes pass between host and module, if they do. */
export type TransferKind = 'none' | 'atHexBlocks' | 'rawAfterPrompt' | 'rawStream' | 'pullBlocks' | 'xmodem';

/**
 * How a package reaches the module. `http`: the module is told a URL. `serial`: its bytes go over the AT port. `cloud`: a platform
 * has it, nothing is sent, the module is followed. `local`: the host takes an image out of the module.
 */
export type DeliveryKind = 'http' | 'serial' | 'cloud' | 'local';

/** How long each stage may take, in ms. All suggestions of at-commands 7 (inferred), so all of them can be set. */
export interface StageTimeouts {
  readonly commandMs: number;
  /** From the trigger to the first sign of a download, at the module or at the server. */
  readonly firstSignMs: number;
  /** From the question, or from the start of following, to an offer or a download. */
  readonly offerMs: number;
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
  /** How long the platform may take to hear how it ended. */
  readonly reportMs: number;
  readonly restoreMs: number;
  /** How long an offer that the person put off is left alone. */
  readonly deferMs: number;
}

/** When asking again without a person helps. A list that is used up, or empty, ends in a verdict. */
export interface RetryPolicy {
  /** Waits while the cloud is building the package (43). */
  readonly waitsForBuildMs: readonly number[];
  /** Waits without a network. */
  readonly waitsForNetworkMs: readonly number[];
}

export type UpgradeTimeouts = StageTimeouts & RetryPolicy;

/** What a family can do, as data (at-commands 7, capability flags). */
export interface DriverDescription {
  /** Stable: `--driver ID` names it. Text key below `driver.`. */
  readonly id: string;
  /** Names of the progress and boot lines that are understood, all at once. */
  readonly dialects: readonly string[];
  readonly deliveries: readonly DeliveryKind[];
  readonly triggers: readonly TriggerKind[];
  /** The module waits for the host's yes before it downloads. */
  readonly needsConfirm: boolean;
  /** An interrupted download goes on when the module logs in to its platform again. */
  readonly resumesAtLogin: boolean;
  /** Its platform bans modules that ask too often, so requests are counted and held back (at-commands 1.2). */
  readonly bansLoops: boolean;
  /** The port carries a log: nothing is ever sent, and versions are only overheard. */
  readonly listensOnly: boolean;
  readonly progress: 'percent' | 'bytes' | 'events';
  readonly resetBy: 'module' | 'host';
  readonly transfers: readonly TransferKind[];
  readonly resultQuery: 'command' | 'none';
  /** The version that the module reads back always decides; some families also say that it went well. */
  readonly successProof: 'versionReadback' | 'versionReadbackAndUrc';
  readonly timeouts: StageTimeouts;
  readonly retryPolicy: RetryPolicy;
}

/** at-commands 7, suggested stage time-outs (inferred). */
export const suggestedTimeouts: StageTimeouts = {
  commandMs: 10_000,
  firstSignMs: 60_000,
  offerMs: 60_000,
  noProgressMs: 120_000,
  downloadMs: 20 * 60_000,
  quietMs: 15_000,
  rebootMs: 60_000,
  applyMs: 5 * 60_000,
  answerMs: 90_000,
  settleMs: 15_000,
  reportMs: 90_000,
  restoreMs: 30_000,
  deferMs: 10 * 60_000,
};

/** at-commands 7, rule 7: 43 waits longer each time; without a network there may be one soon. */
export const suggestedRetryPolicy: RetryPolicy = {
  waitsForBuildMs: [60_000, 120_000, 180_000],
  waitsForNetworkMs: [30_000, 60_000, 120_000],
};
