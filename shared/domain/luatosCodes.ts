/** Numbers of LuatOS's update libraries and of the HTTP client below them (platform-apis 1.4, 5.1). */
import { meaning } from './codeMeaning.ts';

const unreachable = meaning(
  'upgrade.serverUnreachable',
  'network',
  'later',
  'checkReach',
  'openFirewall',
  'checkSim',
);
const closed = meaning('upgrade.downloadFailed', 'network', 'helps', 'checkSignal', 'checkReach', 'tryAgain');
/** A refusal and a bad package look the same in the log of today's cores. */
const refused = meaning(
  'upgrade.libfotaRefused',
  'server',
  'later',
  'checkCloudList',
  'checkBase',
  'checkPlan',
);
export const scriptUrl = meaning('upgrade.libfotaUrl', 'module', 'pointless', 'fixScriptUrl');

/** What `libfota.request` tells its callback; 0 is success. */
export const libfotaResults = new Map([
  [1, unreachable],
  [3, closed],
  [4, refused],
  [5, meaning('upgrade.libfotaIncomplete', 'module', 'pointless', 'fixScriptVersion', 'setScriptKey')],
]);

/** Negative results of the `http` library. */
export const httpClientErrors = new Map([
  [-4, unreachable],
  [-5, closed],
  [-8, meaning('upgrade.downloadTimedOut', 'network', 'later', 'checkSignal', 'checkReach')],
  [-9, refused],
]);
