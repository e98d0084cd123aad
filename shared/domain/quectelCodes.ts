/** Error numbers of DFOTA by the line that bears them (at-commands 3). Longer than usual: a table. */
import { type CodeMeaning, meaning, waiting } from './codeMeaning.ts';

type Row = readonly [number, CodeMeaning];

const unknownDownload = meaning('upgrade.downloadFailed', 'network', 'helps', 'checkSignal', 'tryAgain');
const timedOut = waiting(
  'network',
  meaning('upgrade.downloadTimedOut', 'network', 'later', 'checkSignal', 'checkApn', 'checkReach'),
);
/** EC200U: `AT+QCFG="fota/path","UFS:"` without its colon (confirmed); which line bears it is not documented. */
const pathWrong: Row = [608, meaning('upgrade.fotaPathWrong', 'module', 'pointless', 'fixFotaPath')];

const http: readonly Row[] = [
  // BC660K (confirmed in the vendor's forum).
  [12, meaning('upgrade.portBlocked', 'network', 'later', 'openFirewall', 'checkReach')],
  pathWrong,
  [701, unknownDownload],
  [702, timedOut],
  [703, meaning('upgrade.downloadBusy', 'module', 'helps', 'tryAgain', 'restartModule')],
  [711, meaning('upgrade.urlInvalid', 'module', 'pointless', 'checkUrl', 'checkQuotes')],
  [714, waiting('network', meaning('upgrade.dnsFailed', 'network', 'later', 'checkApn', 'checkUrl'))],
  [
    716,
    waiting(
      'network',
      meaning('upgrade.socketFailed', 'network', 'later', 'checkReach', 'openFirewall', 'checkApn'),
    ),
  ],
];

const ftp: readonly Row[] = [
  [601, unknownDownload],
  [602, timedOut],
  pathWrong,
  [611, meaning('upgrade.ftpFileFailed', 'server', 'pointless', 'checkFileOnServer', 'checkUrl')],
  [625, meaning('upgrade.ftpLoginFailed', 'server', 'pointless', 'checkFtpLogin')],
];

const damaged = ['uploadPackageAgain', 'compareDigest'] as const;
const otherBase = ['checkBase', 'useIntermediateVersion'] as const;

const patchFailed = meaning('upgrade.patchFailed', 'module', 'later', 'checkBase', 'uploadPackageAgain');

const apply: readonly Row[] = [
  [1, meaning('upgrade.backupAreaFailed', 'module', 'later', 'restartModule', 'flashByCable')],
  [501, meaning('upgrade.unpackFailed', 'module', 'later', 'freeSpace', 'uploadPackageAgain')],
  [502, meaning('upgrade.applyQuit', 'module', 'helps', 'keepPowered', 'tryAgain')],
  [504, meaning('upgrade.packageFaulty', 'module', 'later', ...damaged)],
  [505, meaning('upgrade.packageUnverified', 'module', 'later', ...damaged)],
  [506, meaning('upgrade.packageDamaged', 'module', 'later', ...damaged)],
  [507, meaning('upgrade.baseVersionWrong', 'module', 'pointless', ...otherBase)],
  [510, meaning('upgrade.sourceMismatch', 'module', 'pointless', ...otherBase)],
  [511, meaning('upgrade.noSpace', 'module', 'later', 'freeSpace', 'checkPackageSize')],
  [552, meaning('upgrade.projectMismatch', 'module', 'pointless', 'checkBase', 'askVendor')],
  [553, meaning('upgrade.baselineMismatch', 'module', 'pointless', ...otherBase)],
  pathWrong,
  ...range(520, 530).map((code): Row => [code, patchFailed]),
  ...range(540, 546).map((code): Row => [code, patchFailed]),
];

/** By the line that bears the number: HTTPEND, FTPEND, FILEEND, END. */
export const quectelMeanings = {
  http: new Map(http),
  ftp: new Map(ftp),
  file: new Map([pathWrong]),
  apply: new Map(apply),
} satisfies Readonly<Record<string, ReadonlyMap<number, CodeMeaning>>>;

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
