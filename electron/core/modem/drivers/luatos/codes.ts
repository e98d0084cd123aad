import { type CodeMeaning, meaning } from '../../../../../shared/domain/codeMeaning.ts';
import { cloudCodes, unknownCloudCode } from '../../../../../shared/domain/luatCodes.ts';
import { unexplained } from '../defineDriver.ts';
import type { UpgradeDriver } from '../driver.ts';
import { domains } from './signals.ts';

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
const scriptUrl = meaning('upgrade.libfotaUrl', 'module', 'pointless', 'fixScriptUrl');

/** By domain, then by code (platform-apis 1.4, 5.1). */
const tables: Readonly<Record<string, ReadonlyMap<number | string, CodeMeaning>>> = {
  [domains.result]: new Map([
    [1, unreachable],
    [3, closed],
    [4, refused],
    [5, meaning('upgrade.libfotaIncomplete', 'module', 'pointless', 'fixScriptVersion', 'setScriptKey')],
  ]),
  [domains.client]: new Map([
    [-4, unreachable],
    [-5, closed],
    [-8, meaning('upgrade.downloadTimedOut', 'network', 'later', 'checkSignal', 'checkReach')],
    [-9, refused],
  ]),
  [domains.script]: new Map([
    ['noKey', meaning('upgrade.libfotaNoKey', 'module', 'pointless', 'setScriptKey', 'fixScriptUrl')],
    ['badVersion', meaning('upgrade.libfotaBadVersion', 'module', 'pointless', 'fixScriptVersion')],
    ['gluedUrl', scriptUrl],
    ['repeatedQuery', scriptUrl],
  ]),
};

const luaError = meaning('upgrade.luaError', 'module', 'pointless', 'fixScript');
const hangs = meaning('upgrade.scriptHangs', 'module', 'later', 'fixScript');
const answeredError = meaning(
  'upgrade.serverAnsweredError',
  'server',
  'later',
  'checkFileOnServer',
  'checkPlan',
);

export const explainLuatos: UpgradeDriver['explain'] = ({ domain, code }) => {
  if (domain === domains.lua) return luaError;
  if (domain === domains.start) return hangs;
  if (domain === domains.status) return answeredError;
  if (domain === domains.cloud)
    return (typeof code === 'number' ? cloudCodes.get(code) : undefined) ?? unknownCloudCode;
  return tables[domain]?.get(code) ?? unexplained;
};
