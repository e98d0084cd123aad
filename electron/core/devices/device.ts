import type { SettingName, SettingValue } from '../../../shared/contract/modem.ts';
import type { Outcome } from '../../../shared/contract/verdict.ts';

/** A firmware version of a device and the time in which it was seen; times are ms since 1970. */
export interface SeenVersion {
  /** As the device wrote it. */
  readonly version: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** The job that saw it first, null when no job was running. */
  readonly jobId: string | null;
}

export interface SeenSetting {
  readonly name: SettingName;
  /** Of KEY only the last four characters are kept. */
  readonly value: string | null;
  readonly source: SettingValue['source'];
  readonly atMs: number;
}

/** How an upgrade of this device ended. */
export interface UpgradeRecord {
  readonly jobId: string;
  readonly atMs: number;
  readonly outcome: Outcome;
  /** The verdict's code. */
  readonly code: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly packageSha256: string | null;
}

export interface DeviceSummary {
  /** IMEI, or the serial number of a device that has none. */
  readonly id: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly model: string | null;
  readonly chip: string | null;
  /** Port at which it was seen last. */
  readonly portId: string | null;
  /** The version seen last. */
  readonly version: string | null;
}

export interface Device extends DeviceSummary {
  /** Oldest first; a version that came back stands twice. */
  readonly versions: readonly SeenVersion[];
  readonly settings: readonly SeenSetting[];
  /** Oldest first. */
  readonly upgrades: readonly UpgradeRecord[];
}
