import type { DriverDescription, UpgradeTimeouts } from '../driver.ts';

/** AirM2M AT firmware on EC618, EC716, EC718 and RDA8910 (at-commands 0 and 1). */
export const luatAtDescription: DriverDescription = {
  id: 'luat-at',
  dialects: ['UPGRADEIND', 'UPGRADE', 'UPGRADEDL', 'UPGRADDL', 'UPGRADEVER', 'QIND', 'CME', 'bootBanner'],
  triggers: ['host', 'timer', 'sideEffect'],
  needsConfirm: false,
  progress: 'percent',
  resetBy: 'module',
  transfers: ['none', 'atHexBlocks'],
  resultQuery: 'command',
  successProof: 'versionReadback',
};

/** at-commands 7, suggested stage time-outs (inferred). */
export const luatAtTimeouts: UpgradeTimeouts = {
  commandMs: 10_000,
  firstSignMs: 60_000,
  noProgressMs: 120_000,
  downloadMs: 20 * 60_000,
  quietMs: 15_000,
  rebootMs: 60_000,
  applyMs: 5 * 60_000,
  answerMs: 90_000,
  settleMs: 15_000,
  restoreMs: 30_000,
  waitsForBuildMs: [60_000, 120_000, 180_000],
  waitsForNetworkMs: [],
};
