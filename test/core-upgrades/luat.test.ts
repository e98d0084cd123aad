import { describe, expect, it } from 'vitest';
import {
  ec7xxPar,
  newEc7xxVersion,
  oldEc7xxBinpkg,
} from '../../electron/core/virtual/testing/ec7xxFixture.ts';
import {
  newVersion,
  oldBinpkg,
  pairPackage,
  pairPar,
  wrapped,
} from '../../electron/core/virtual/testing/fixture.ts';
import {
  newUis8910Version,
  oldUis8910Pac,
  uis8910Package,
} from '../../electron/core/virtual/testing/uis8910Fixture.ts';
import { type CaseOptions, driverFor, runCase } from './bench.ts';
import { expectEveryKnob, good, playRows, type Row, serverRows } from './table.ts';

const http = { kind: 'http', url: 'http://192.0.2.7:8080/f/a/p.bin', saveUrl: false } as const;
/** On a UART, which shows everything; rows about the port turn it back. */
const uart = { usbDrop: false };
const ec618: CaseOptions = {
  ...{ dialect: 'ec618-at', firmware: oldBinpkg, driver: 'luat-at', delivery: http },
  ...{ serve: pairPackage, newVersion, knobs: uart },
};
const ec7xx: CaseOptions = {
  ...{ dialect: 'ec7xx-at', firmware: oldEc7xxBinpkg, driver: 'luat-at', delivery: http },
  ...{ serve: wrapped(ec7xxPar), newVersion: newEc7xxVersion, knobs: uart },
};
const uis8910: CaseOptions = {
  ...{ dialect: 'uis8910-at', firmware: oldUis8910Pac, driver: 'luat-at', delivery: http },
  ...{ serve: uis8910Package, newVersion: newUis8910Version, knobs: uart },
};
const serial: CaseOptions = {
  ...ec618,
  driver: 'luat-uart',
  delivery: { kind: 'serial', packageBytes: pairPar },
};
const cloud: CaseOptions = { ...ec618, delivery: { kind: 'cloud', asks: true } };

const harmless: readonly Row[] = [
  [good, {}],
  [good, { speed: 20 }],
  [good, { latencyMs: 400, nvWriteMs: 3000 }],
  [good, { bootMs: 40_000 }],
  [good, { networkMs: 50_000 }],
  [good, { rebootDelayMs: 20_000 }],
  [good, { applyMs: 200_000 }],
  [good, { contactMs: 30_000 }],
  [good, { echo: false }],
  [good, { cmee: 2 }],
  [good, { unknownCommandCme: 4, parameterCme: 4 }],
  [good, { deafLines: 3 }],
  [good, { garbageBytes: 300 }],
  [good, { hardware: 'EC999', hardwareBlank: false }],
  [good, { gsn: true, serialNumber: 'X', supplyMillivolts: 3000 }],
  [good, { simHotPlug: false, signalRssi: 99, signalJitter: 9, pdnIndex: true }],
  [good, { usbDrop: true }],
  [good, { usbDrop: true, portBackMs: 30_000 }],
  [good, { acceptBarePackage: true, packageCheck: 'header' }],
  [good, { bootBanner: false }],
  [good, { applyDialect: 'upgradedl' }],
  [good, { applyDialect: 'upgraddl' }],
  [good, { applyDialect: 'silent' }],
  [good, { upgradeVer: true, upgradeVerQuotes: true }],
  [good, { factoryUrl: 'http://x/y', factoryKey: 'k', factoryAuto: 0, factoryPeriodSec: 60 }],
  [good, { settingStored: 'untilReset' }],
  [good, { readback: 'okOnly' }],
  [good, { readback: 'error' }],
  [good, { readback: 'silent' }],
  [good, { readbackQuotes: true }],
  [good, { startOnUrlSet: true }],
  [good, { startOnUrlSet: true, upgradeWhileRunningCme: 1006 }],
  [good, { askAfterBootSec: 3600, rstsetClears: 'nothing' }],
  [good, { progressStep: 0 }],
  [good, { progressStep: 1, progressFromZero: true }],
  [good, { progressName: '+UPGRADE' }],
  [good, { upgradeTestCme: 4 }],
  [good, { stateAfterReset: 'lastResult' }],
  [good, { breakAtPercent: 50, resumeAttempts: 3 }],
  [good, { redirects: 3 }],
  [good, { linkBytesPerSecond: 100 }],
  [good, { requestForm: 'bareLf', hostPort: 'always', rangeFirst: true, extraHeader: 'X: y' }],
  [good, { cloudVerdict: 43, cloudVerdictSec: 100 }],
];

const faults: readonly Row[] = [
  ['failed noNetwork request', { sim: false }],
  ['noNetwork', { simLock: 'pin' }],
  ['noNetwork', { registration: 2 }],
  ['noNetwork', { attached: false }],
  ['noNetwork', { sim: false, failureReport: 'cmeError' }],
  ['noNetwork', { sim: false, stateBrackets: true, stateBlanks: true }],
  ['noNetwork', { sim: false, stateOk: false }],
  ['noNetwork', { breakAtPercent: 50 }],
  ['unproven portGone', { usbDrop: true, portBackMs: 400_000 }],
  ['failed packageRejectedAfterDownload verify', { fotaAreaBytes: 1000 }],
  ['packageRejected', { fotaAreaBytes: 1000, tooLarge: 'atOnce' }],
  ['storeFailed', { fotaAreaBytes: 1000, tooLarge: 'writeError' }],
  ['storeFailed', { flashWriteFails: true }],
  ['unproven silentAfterReboot', { applyFails: 'dead' }],
  ['failed sameVersion versionCheck', { versionAfterReboot: 'old' }],
  ['failed settingNotKept request', { settingStored: 'ignored' }],
  ['failed settingRefused configure', { maxValueBytes: 10 }],
  ['cloudUnknownDevice', { cloudVerdict: 3 }],
  ['cloudNoPermission', { cloudVerdict: 17 }],
  ['cloudBaseJump', { cloudVerdict: 21 }],
  ['cloudProjectInvalid', { cloudVerdict: 25 }],
  ['cloudFirmwareInvalid', { cloudVerdict: 26 }],
  ['cloudNothingNewer', { cloudVerdict: 27 }],
  ['cloudLoopBanned', { cloudVerdict: 40 }],
  ['cloudBuilding', { cloudVerdict: 43 }],
  ['cloudBaseUnknown', { cloudVerdict: 44 }],
  ['cloudProjectInvalid', { cloudVerdict: 25, httpStatus: 404, refusalWithErrorStatus: -1003 }],
  ...serverRows(['serverUnreachable', 'serverUnreachable', 'noNetwork', 'noNetwork', 'serverAnsweredError']),
];

/** What the boot loader of two of them tells, and the older one does not. */
const told: readonly Row[] = [
  ['failed applyFailed apply', { applyFails: 'keepsOld', applyFailureCode: 510 }],
];

/** A package for other firmware. */
const otherBase: readonly Row[] = [
  ['failed packageRejectedAfterDownload verify', { wrongBase: 'refused' }],
  ['failed sameVersion versionCheck', { checkBeforeReset: false }],
];

const platform: readonly Row[] = [
  [good, { cloudUrl: 'http://cloud/' }],
  [good, { cloudUrl: 'http://cloud/', platformQuery: false }],
  [good, { cloudUrl: 'http://cloud/', platformVersionForm: 'Vn' }],
  ['serverUnreachable', { cloudUrl: null }],
  ['cloudNothingNewer', { cloudUrl: 'http://cloud/', cloudVerdict: 27 }],
];

const lines: readonly Row[] = [
  [good, {}],
  [good, { uartErrorSpelling: '+UARTUPGRADE ERROR', uartBadBlockEvery: 3 }],
  [good, { uartErrorThenError: true, uartBadBlockEvery: 3 }],
  [good, { uartLostAnswerEvery: 3 }],
  [good, { uartVerified: 5, uartUnfound: 3, uartPackageInfo: 'name' }],
  [good, { uartApplyDelayMs: 40_000 }],
  [good, { sim: false }],
  [good, { usbDrop: true }],
  [good, { applyDialect: 'silent' }],
  ['failed serialNotOffered prepare', { uartUpgrade: 'no' }],
  ['serialNotOffered', { uartUpgrade: 'auto' }],
  ['failed serialChecksum download', { uartBadBlockEvery: 1 }],
  ['serialSequence', { uartLostAnswerEvery: 1 }],
  ['serialSize', { fotaAreaBytes: 1000 }],
  ['serialWriteFailed', { flashWriteFails: true }],
  ['serialOther', { maxLineBytes: 1000 }],
  [
    'failed serialNotVerified verify',
    { uartVerifailed: 9 },
    { delivery: { kind: 'serial', packageBytes: ec7xxPar } },
  ],
  ['applyFailed', { applyFails: 'keepsOld' }],
  ['sameVersion', { versionAfterReboot: 'old' }],
];

/** The power fails half-way; what is known of it depends on what the module had told. */
const powerCut = (said: string): readonly Row[] => [[said, { powerCut: 'download:50', powerOffMs: 10_000 }]];

describe('luat-at with a virtual EC618', () => {
  const cuts = powerCut('failed downloadInterrupted download');
  playRows(ec618, [...harmless, ...faults, ...told, ...cuts]);
  playRows({ ...ec618, serve: wrapped(ec7xxPar) }, otherBase);
  expectEveryKnob('ec618-at', harmless, faults, told, otherBase, platform, lines, cuts);
});

describe('luat-at with a virtual EC7xx', () => {
  // It says 100 or nothing: that it had begun is not known.
  playRows(ec7xx, [...harmless, ...faults, ...told, ...powerCut('restartedBeforeDownload')]);
  playRows({ ...ec7xx, serve: pairPackage }, otherBase);
  expectEveryKnob('ec7xx-at', harmless, faults, told, otherBase, platform, lines, powerCut(''));

  it('has no way over the AT port', async () => {
    const end = await runCase({ ...ec7xx, driver: 'luat-uart', delivery: serial.delivery });
    expect(end.said).toBe('failed serialNotOffered');
  });
});

describe('luat-at with a virtual UIS8910', () => {
  const silent: readonly Row[] = [['sameVersion', { applyFails: 'keepsOld' }]];
  playRows(uis8910, [...harmless, ...faults, ...silent, ...powerCut('downloadInterrupted')]);
  playRows({ ...uis8910, serve: pairPackage }, otherBase);
  expectEveryKnob('uis8910-at', harmless, faults, told, otherBase, platform, lines, powerCut(''));
});

describe('luat-at that asks a platform', () => {
  playRows(cloud, platform);
});

describe('luat-uart with a virtual EC618', () => {
  playRows(serial, lines);

  it('is what such a module leads to over the AT port', async () => {
    for (const { dialect, firmware } of [ec618, ec7xx, uis8910])
      expect(await driverFor({ dialect, firmware }, 'http')).toBe('luat-at');
    expect(await driverFor({ dialect: 'ec618-at', firmware: oldBinpkg }, 'serial')).toBe('luat-uart');
  });

  it('sends every byte once, padded to four', async () => {
    const end = await runCase(serial);
    expect(end.stats.serialPackageBytes).toBe(Math.ceil(pairPar.length / 4) * 4);
  });
});
