import { type CodeMeaning, meaning } from '../../../../../shared/domain/codeMeaning.ts';
import { cloudCodes, unknownCloudCode } from '../../../../../shared/domain/luatCodes.ts';
import { httpClientErrors, libfotaResults, scriptUrl } from '../../../../../shared/domain/luatosCodes.ts';
import { unexplained } from '../defineDriver.ts';
import type { UpgradeDriver } from '../driver.ts';
import { domains } from './signals.ts';

/** By domain, then by code. */
const tables: Readonly<Record<string, ReadonlyMap<number | string, CodeMeaning>>> = {
  [domains.result]: libfotaResults,
  [domains.client]: httpClientErrors,
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
