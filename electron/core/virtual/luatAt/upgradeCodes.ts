/** `+UPGRADEIND` failures (at-commands 1.2). The same without the sign are CME errors. */
export const upgradeCodes = {
  invalidUrl: -1000,
  network: -1001,
  connect: -1002,
  invalidFile: -1003,
  response: -1004,
  writeFlash: -1005,
  other: -1006,
} as const;

export type UpgradeCode = (typeof upgradeCodes)[keyof typeof upgradeCodes];

/** How a download ended. */
export interface UpgradeFailure {
  readonly code: UpgradeCode;
  /** HTTP status, 0 when there was none. */
  readonly httpStatus: number;
  /** The platform's own number, 0 when it gave none. */
  readonly cause: number;
}
