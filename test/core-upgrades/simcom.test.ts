import { describe, expect, it } from 'vitest';
import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';
import { type CaseOptions, driverFor, runCase } from './bench.ts';
import { expectEveryKnob, good, harmless, playRows, type Row, serverRows } from './table.ts';

const versions = { source: 'A7670C_V1.11.1', target: 'A7670C_V1.11.2' };
const firmware = buildSimulatorImage({ version: versions.source });
const whole = buildSimulatorPackage(versions);
const otherBase = buildSimulatorPackage({ ...versions, source: 'A7670C_V1.11.0' });
const base = { dialect: 'simcom-a76xx', firmware, serve: whole, newVersion: versions.target } as const;
const http: CaseOptions = {
  ...base,
  driver: 'simcom-cfota',
  delivery: { kind: 'http', url: 'http://192.0.2.7/a.bin', saveUrl: false },
};
const serial: CaseOptions = {
  ...base,
  driver: 'simcom-lfota',
  delivery: { kind: 'serial', packageBytes: whole },
};

const downloads: readonly Row[] = [
  [good, { downloadStep: 100 }],
  [good, { model: 'A7670E' }],
  [good, { linkBytesPerSecond: 10 }],
  [good, { signalRssi: 99, batteryPercent: 1 }],
  ['failed downloadFailed download', { downloadFailsAt: 50 }],
  ['downloadFailed', { sim: false }],
  ['downloadFailed', { registration: 2 }],
  ['downloadFailed', { attached: false }],
  ['downloadInterrupted', { powerCut: 'download:50' }],
  ['failed applyFailed apply', { updateFails: true }],
  ['failed moduleError apply', { updateFails: true, updateFailNumber: 5 }],
  ['failed applyFailed apply', { freeBytes: 100 }],
  ['applyFailed', {}, { serve: otherBase }],
  ['unproven portGone', { usbDrop: true, portBackMs: 400_000 }],
  ...serverRows(['downloadFailed', 'downloadFailed', 'downloadFailed', 'downloadFailed', 'downloadFailed']),
];

const streams: readonly Row[] = [
  [good, {}],
  [good, { promptForm: 'line' }],
  [good, { streamIdleMs: 1 }],
  [good, { sim: false }],
  [good, { usbDrop: true }],
  [good, { powerCut: 'apply:50' }],
  ['sameVersion', { versionAfterReboot: 'old' }],
  ['failed applyFailed apply', { updateFails: true }],
  ['failed uploadRefused download', { freeBytes: 100 }],
  ['applyFailed', {}, { delivery: { kind: 'serial', packageBytes: otherBase } }],
];

describe('simcom-cfota with a virtual SIMCom module', () => {
  playRows(http, [...harmless, ...downloads]);
  expectEveryKnob('simcom-a76xx', harmless, downloads, streams);

  it('is what such a module leads to, and LFOTA over the AT port', async () => {
    expect(await driverFor({ dialect: 'simcom-a76xx', firmware }, 'http')).toBe('simcom-cfota');
    expect(await driverFor({ dialect: 'simcom-a76xx', firmware }, 'serial')).toBe('simcom-lfota');
  });
});

describe('simcom-lfota with a virtual SIMCom module', () => {
  playRows(serial, streams);

  it('sends every byte once and restarts the module', async () => {
    const end = await runCase(serial);
    expect(end.stats).toMatchObject({ serialPackageBytes: whole.length, httpBodyBytes: 0, boots: 2 });
    expect(end.sent).toContain('AT+CRESET');
  });
});
