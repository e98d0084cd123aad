import { meaning } from '../../../../../shared/domain/codeMeaning.ts';
import {
  cloudCodes,
  rejectedAfterDownload,
  unknownCloudCode,
  unknownUpgradeCode,
  upgradeCodes,
} from '../../../../../shared/domain/luatCodes.ts';
import { unexplainedApply } from '../defineDriver.ts';
import type { UpgradeDriver } from '../driver.ts';
import { settingDomain, upgradeDomain } from './luatSignals.ts';

const invalidPackage = -1003;
const settingNotKept = meaning(
  'upgrade.settingNotKept',
  'module',
  'later',
  'updateFirmwareFirst',
  'useSerialWay',
  'askVendor',
);

/** The cloud's code outweighs the module's number, which then only says that there was no package (at-commands 1.2). */
export const explainLuat: UpgradeDriver['explain'] = ({ domain, code, cause }, { wholePackage }) => {
  if (domain === settingDomain) return settingNotKept;
  if (domain !== upgradeDomain) return unexplainedApply;
  if (cause !== null) return cloudCodes.get(cause) ?? unknownCloudCode;
  if (code === invalidPackage && wholePackage) return rejectedAfterDownload;
  return (typeof code === 'number' ? upgradeCodes.get(code) : undefined) ?? unknownUpgradeCode;
};
