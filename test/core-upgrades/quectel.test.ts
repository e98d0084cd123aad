import { describe, expect, it } from 'vitest';
import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';
import { type CaseOptions, driverFor, runCase } from './bench.ts';
import { expectEveryKnob, good, harmless, playRows, type Row, serverRows } from './table.ts';

const versions = { source: 'EC800KCNLCR01A01M04', target: 'EC800KCNLCR01A02M04' };
const firmware = buildSimulatorImage({ version: versions.source });
const whole = buildSimulatorPackage(versions);
const otherBase = buildSimulatorPackage({ ...versions, source: 'EC800KCNLCR01A00M04' });
const damaged = Uint8Array.from(whole, (byte, index) => (index === 1000 ? byte ^ 1 : byte));

const base = {
  ...{ dialect: 'quectel-dfota', firmware, driver: 'quectel-dfota' },
  ...{ serve: whole, newVersion: versions.target },
} as const;
const http: CaseOptions = {
  ...base,
  delivery: { kind: 'http', url: 'http://192.0.2.7/a.bin', saveUrl: false },
};
const serial: CaseOptions = { ...base, delivery: { kind: 'serial', packageBytes: whole } };

const downloads: readonly Row[] = [
  ['failed triggerRefused request', { urlLimitBytes: 20 }],
  [good, { downloadProgress: true }],
  ['failed downloadFailed download', { httpEndCode: 701 }],
  ['downloadTimedOut', { httpEndCode: 702 }],
  ['downloadBusy', { httpEndCode: 703 }],
  ['urlInvalid', { httpEndCode: 711 }],
  ['dnsFailed', { httpEndCode: 714 }],
  ['socketFailed', { httpEndCode: 716 }],
  ['portBlocked', { httpEndCode: 12 }],
  ['moduleError', { httpEndCode: 999 }],
  ...[
    ['downloadFailed', 601],
    ['downloadTimedOut', 602],
    ['ftpFileFailed', 611],
    ['ftpLoginFailed', 625],
  ].map(
    ([verdict, ftpEndCode]): Row => [
      String(verdict),
      { ftpEndCode: Number(ftpEndCode) },
      { delivery: { kind: 'http', url: 'ftp://a:b@192.0.2.7/a.bin', saveUrl: false } },
    ],
  ),
  ['dnsFailed', { sim: false }],
  ['dnsFailed', { registration: 2 }],
  ['dnsFailed', { attached: false }],
  ['socketFailed', { attached: false, offlineEndCode: 716 }],
  ['fotaPathWrong', { fotaPath: 'UFS' }],
  [good, { indications: false }],
  [good, { whileRunning: 'error' }],
  // Nobody tells of the download for minutes; the module gives up by itself if it does.
  [good, { linkBytesPerSecond: 10 }],
  ['downloadInterrupted', { powerCut: 'download:50' }],
  [good, { signalRssi: 99, batteryPercent: 1, subEdition: 'V02', model: 'EC200U' }],
  ['unproven portGone', { usbDrop: true, portBackMs: 400_000 }],
  ...serverRows([
    'downloadTimedOut',
    'socketFailed',
    'downloadTimedOut',
    'downloadTimedOut',
    'downloadFailed',
  ]),
  [
    'downloadTimedOut',
    { statusEndCode: 702 },
    { serve: ({ send }) => send('HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n') },
  ],
];

const endCodes: readonly (readonly [number, string])[] = [
  [1, 'backupAreaFailed'],
  [501, 'unpackFailed'],
  [502, 'applyQuit'],
  [504, 'packageFaulty'],
  [505, 'packageUnverified'],
  [506, 'packageDamaged'],
  [507, 'baseVersionWrong'],
  [510, 'sourceMismatch'],
  [511, 'noSpace'],
  [520, 'patchFailed'],
  [546, 'patchFailed'],
  [552, 'projectMismatch'],
  [553, 'baselineMismatch'],
  [999, 'applyFailed'],
];

const applications: readonly Row[] = [
  ...endCodes.map(([endCode, verdict]): Row => [`failed ${verdict} apply`, { endCode }]),
  [good, { applyMs: 400_000 }],
  [good, { failedAttempts: 2 }],
  // The number of the attempts says more than that the backup was put back.
  ['failed packageFaulty apply', { failedAttempts: 9 }],
  ['packageUnverified', { failedAttempts: 9, applyFailureCode: 505 }],
  ['packageFaulty', { failedAttempts: 9, restoreSign: true }],
  [good, { failedAttempts: 9, memoryClass: '128' }],
  ['noSpace', { freeBytes: 100 }],
  ['unpackFailed', { freeBytes: 100, noSpaceCode: 501 }],
];

const packages: readonly Row[] = [
  ...(
    [
      [510, 'sourceMismatch'],
      [507, 'baseVersionWrong'],
      [552, 'projectMismatch'],
      [553, 'baselineMismatch'],
    ] as const
  ).map(([wrongBaseCode, verdict]): Row => [verdict, { wrongBaseCode }, { serve: otherBase }]),
  ...(
    [
      [506, 'packageDamaged'],
      [504, 'packageFaulty'],
      [505, 'packageUnverified'],
    ] as const
  ).map(([damagedCode, verdict]): Row => [verdict, { damagedCode }, { serve: damaged }]),
];

const streams: readonly Row[] = [
  [good, {}],
  [good, { indications: false }],
  [good, { sim: false }],
  [good, { usbDrop: true }],
  [good, { powerCut: 'apply:50' }],
  [good, { streamIdleMs: 1, streamIdleCode: 702 }],
  [good, { missingFileCme: 4 }],
  ['packageDamaged', { endCode: 506 }],
  ['noSpace', { freeBytes: 100 }],
  ['sourceMismatch', {}, { delivery: { kind: 'serial', packageBytes: otherBase } }],
  ['packageDamaged', {}, { delivery: { kind: 'serial', packageBytes: damaged } }],
];

describe('quectel-dfota with a virtual Quectel module', () => {
  playRows(http, [...harmless, ...downloads, ...applications, ...packages]);
  expectEveryKnob('quectel-dfota', harmless, downloads, applications, packages, streams);

  it('is what such a module leads to', async () => {
    expect(await driverFor({ dialect: 'quectel-dfota', firmware }, 'http')).toBe('quectel-dfota');
    expect(await driverFor({ dialect: 'quectel-dfota', firmware }, 'serial')).toBe('quectel-dfota');
  });
});

describe('quectel-dfota over the AT port', () => {
  playRows(serial, streams);

  it('sends every byte once', async () => {
    const end = await runCase(serial);
    expect(end.stats).toMatchObject({ serialPackageBytes: whole.length, httpBodyBytes: 0, boots: 2 });
  });
});
