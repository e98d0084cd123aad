import { readVersion } from '../../identityVersion.ts';
import { defineDriver } from '../defineDriver.ts';
import { findAnswer } from '../detection.ts';
import type { UpgradeDriver } from '../driver.ts';
import { configureUrl, queryUpgrade, triggerUpgrade } from './httpWay.ts';
import { explainLuat } from './luatMeaning.ts';
import { decodeLuat } from './luatSignals.ts';
import { restoreUrl } from './restore.ts';
import { isSerialWayOffered, uploadOverSerial } from './serialWay.ts';

/** LuatOS firmware has no AT upgrade at all (at-commands 1.7, inferred), however much its name looks like a relative's. */
const detect: UpgradeDriver['detect'] = (answers) => {
  const evidence = findAnswer(answers, /AirM2M/i);
  return evidence === null ? null : { certainty: 'certain', reason: 'airM2M', evidence };
};

const family = {
  dialects: ['UPGRADEIND', 'UPGRADE', 'UPGRADEDL', 'UPGRADDL', 'UPGRADEVER', 'QIND', 'CME', 'bootBanner'],
  detect,
  decode: decodeLuat,
  explain: explainLuat,
  readVersion,
} as const;

/** AirM2M AT firmware on EC618, EC716, EC718 and RDA8910: `AT+UPGRADE`, from an own server or a platform (at-commands 1.1). */
export const luatAtDriver = defineDriver({
  ...family,
  id: 'luat-at',
  deliveries: ['http', 'cloud'],
  triggers: ['host', 'timer', 'sideEffect'],
  bansLoops: true,
  configure: configureUrl,
  trigger: triggerUpgrade,
  queryState: queryUpgrade,
  restore: restoreUrl,
});

/** `AT+UARTUPGRADE`: the package over the AT port, no network needed; EC618 from V1155 (at-commands 1.5). */
export const luatUartDriver = defineDriver({
  ...family,
  id: 'luat-uart',
  deliveries: ['serial'],
  progress: 'bytes',
  transfers: ['atHexBlocks'],
  isOffered: isSerialWayOffered,
  upload: uploadOverSerial,
});
