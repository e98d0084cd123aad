/**
 * Numbers that Luat modules answer with, as data: what each means and whether doing the same again can help. Sources: the error
 * tables of at-commands 1.2 and 1.6. Texts are in the locale files by the keys given here. Longer than usual: tables.
 */
import { type CodeMeaning, meaning, waiting } from './codeMeaning.ts';
import type { VerdictCode } from './upgradeTexts.ts';

export type { CodeMeaning, RetryClass } from './codeMeaning.ts';

/** `+UPGRADEIND: <negative>`; the CME number is the positive form. */
export const upgradeCodes: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [-1000, meaning('upgrade.urlInvalid', 'module', 'pointless', 'checkUrl', 'checkQuotes')],
  [
    -1001,
    waiting(
      'network',
      meaning('upgrade.noNetwork', 'network', 'later', 'checkSim', 'checkSignal', 'checkApn', 'useSerialWay'),
    ),
  ],
  [
    -1002,
    waiting(
      'network',
      meaning('upgrade.serverUnreachable', 'network', 'later', 'checkReach', 'openFirewall', 'useSerialWay'),
    ),
  ],
  [-1003, meaning('upgrade.packageRejected', 'module', 'pointless', 'checkBase', 'checkPackageSize')],
  [-1004, meaning('upgrade.serverAnsweredError', 'server', 'later', 'checkFileOnServer', 'checkUrl')],
  [-1005, meaning('upgrade.storeFailed', 'module', 'helps', 'tryAgain', 'flashByCable')],
  [-1006, meaning('upgrade.moduleError', 'module', 'helps', 'tryAgain', 'askVendor')],
]);

/** What any other negative number means: only that the module failed. */
export const unknownUpgradeCode = meaning('upgrade.moduleError', 'module', 'helps', 'tryAgain', 'askVendor');

/** -1003 after the whole package had arrived: it was refused for what it is (at-commands 1.8 L-T3, confirmed). */
export const rejectedAfterDownload = meaning(
  'upgrade.packageRejectedAfterDownload',
  'module',
  'pointless',
  'checkPackageSize',
  'checkBase',
  'useIntermediateVersion',
);

export interface CloudCodeMeaning extends CodeMeaning {
  /**
   * The reading of another vendor document, which words 25, 26 and 27 shifted by one. The server's own text wins
   * when there is one; from the number alone the first reading is shown and this one mentioned.
   */
  readonly otherReading?: VerdictCode;
}

/** Third number of `+UPGRADE: 2,<err>,<http>,<cause>`. */
export const cloudCodes: ReadonlyMap<number, CloudCodeMeaning> = new Map<number, CloudCodeMeaning>([
  [3, meaning('upgrade.cloudUnknownDevice', 'server', 'pointless', 'checkImei', 'registerImei')],
  [17, meaning('upgrade.cloudNoPermission', 'server', 'pointless', 'moveImeiToAccount')],
  [21, meaning('upgrade.cloudBaseJump', 'server', 'pointless', 'flashByCable')],
  [
    25,
    {
      ...meaning('upgrade.cloudProjectInvalid', 'server', 'pointless', 'fixKey'),
      otherReading: 'upgrade.cloudNoPermission',
    },
  ],
  [
    26,
    {
      ...meaning('upgrade.cloudFirmwareInvalid', 'server', 'pointless', 'matchFirmwareName'),
      otherReading: 'upgrade.cloudProjectInvalid',
    },
  ],
  [
    27,
    {
      ...meaning('upgrade.cloudNothingNewer', 'server', 'pointless', 'checkCloudList'),
      otherReading: 'upgrade.cloudFirmwareInvalid',
    },
  ],
  [40, meaning('upgrade.cloudLoopBanned', 'server', 'pointless', 'unlockImei', 'findLoopCause')],
  [43, waiting('build', meaning('upgrade.cloudBuilding', 'server', 'later', 'waitAndRetry'))],
  [44, meaning('upgrade.cloudBaseUnknown', 'server', 'pointless', 'sendBaseToVendor')],
]);

/** A cloud code that no document explains. */
export const unknownCloudCode = meaning('upgrade.cloudOther', 'server', 'pointless', 'askVendor');

/** Error numbers of `AT+UARTUPGRADE` (at-commands 1.5). */
export const serialCodes: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [1, meaning('upgrade.serialParameter', 'module', 'pointless', 'askVendor')],
  [2, meaning('upgrade.serialUnsupported', 'module', 'pointless', 'updateFirmwareFirst', 'flashByCable')],
  [3, meaning('upgrade.serialSize', 'module', 'pointless', 'checkPackageSize')],
  [4, meaning('upgrade.serialSequence', 'module', 'helps', 'tryAgain')],
  [5, meaning('upgrade.serialChecksum', 'module', 'helps', 'checkCable', 'tryAgain')],
  [6, meaning('upgrade.serialNotErased', 'module', 'helps', 'tryAgain')],
  [7, meaning('upgrade.serialEraseFailed', 'module', 'helps', 'tryAgain', 'flashByCable')],
  [8, meaning('upgrade.serialWriteFailed', 'module', 'helps', 'tryAgain', 'flashByCable')],
  [9, meaning('upgrade.serialReadFailed', 'module', 'helps', 'tryAgain', 'flashByCable')],
  [10, meaning('upgrade.serialNoFile', 'module', 'helps', 'tryAgain')],
]);

/** Any other number, and any other refusal, of `AT+UARTUPGRADE`. */
export const unknownSerialCode = meaning('upgrade.serialOther', 'module', 'helps', 'tryAgain', 'askVendor');

/** `+CME ERROR` numbers with a text of their own below `cme.` (at-commands 1.6). Others are shown by number. */
export const cmeCodes = [
  0, 3, 4, 10, 11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 30, 31, 32, 50, 51, 52, 53, 58, 60, 62, 63, 99, 100,
  103, 106, 107, 111, 112, 113, 148, 149, 151, 767, 791, 792, 793, 794, 795, 796, 797, 811, 813, 901, 910,
  911, 917, 918, 980, 981, 982, 983, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 65535,
] as const;
