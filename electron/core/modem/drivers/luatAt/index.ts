import { readVersion } from '../../identity.ts';
import type { UpgradeDriver } from '../driver.ts';
import { luatAtDescription, luatAtTimeouts } from './description.ts';
import { configureUrl, queryUpgrade, triggerUpgrade } from './httpWay.ts';
import { restoreUrl } from './restore.ts';
import { uploadOverSerial } from './serialWay.ts';

/** AirM2M AT firmware: `AT+UPGRADE` over HTTP and `AT+UARTUPGRADE` over the AT port. */
export const luatAtDriver: UpgradeDriver = {
  description: luatAtDescription,
  timeouts: luatAtTimeouts,
  configure: configureUrl,
  trigger: triggerUpgrade,
  queryState: queryUpgrade,
  readVersion,
  upload: uploadOverSerial,
  restore: restoreUrl,
};
