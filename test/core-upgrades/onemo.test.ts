import { describe, expect, it } from 'vitest';
import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';
import { type CaseOptions, driverFor, runCase } from './bench.ts';
import { expectEveryKnob, good, harmless, playRows, type Row, serverRows, stopping } from './table.ts';

const versions = { source: 'MN316_V1', target: 'MN316_V2' };
const firmware = buildSimulatorImage({ version: versions.source });
const base: CaseOptions = {
  ...{ dialect: 'onemo-lwm2m', firmware, driver: 'onemo-lwm2m' },
  delivery: { kind: 'cloud', asks: true },
  serve: buildSimulatorPackage(versions),
  newVersion: versions.target,
  knobs: { planUrl: 'http://a/b' },
};

const logins: readonly Row[] = [
  [good, { model: 'MN318' }],
  [good, { loginMs: 50_000 }],
  ['failed loginSilent request', { loginMs: 70_000 }],
  [good, { bootstrapEvent: 0 }],
  ['failed miplLoginFailed request', { bootstrapEvent: 3 }],
  ['failed miplLoginFailed request', { loginEvent: 7 }],
  ['miplLoginFailed', { sim: false }],
  ['miplLoginFailed', { registration: 3 }],
  ['miplLoginFailed', { attached: false }],
  [good, { instanceSurvives: false }],
  ['cisError', { cisError: 100 }],
  ['cisError', { cisError: 601 }],
  ['notLoggedIn', { cisError: 602 }],
  // It looks as if it were logged in already; only that nothing comes of it tells.
  ['cisError', { cisError: 651 }],
  ['cisError', { cisError: 652 }],
  ['cisError', { cisError: 653 }],
  ['miplSessionGone', { platformEvent: 31, platformEventMs: 500, planUrl: '' }],
  ['miplSessionGone', { platformEvent: 32, planUrl: '' }],
  ['noOffer', { platformEvent: 33, planUrl: '' }],
];

const plans: readonly Row[] = [
  ['noOffer', { planUrl: '' }],
  [good, { planDelayMs: 100_000 }],
  ['noOffer', { planDelayMs: 200_000 }],
  [good, { platform: 'ctwing' }],
  [good, { platformReads: true }],
  [good, { stateLines: 'xinyi' }],
  [good, { interruptAt: 50 }],
  [good, { interruptAt: 50, platform: 'ctwing' }],
  ['failed downloadFailed download', { brokenEvent: 41 }, { serve: breaking }],
  ['failed downloadInterrupted download', { brokenEvent: 47 }, { serve: breaking }],
  [good, { resultAt: 'beforeRestart' }],
  ['failed applyFailed apply', { updateFails: true }],
  ['failed applyFailed apply', { updateFails: true, resultAt: 'beforeRestart' }],
  ['failed applyFailed apply', { freeBytes: 100 }],
  // A download goes on at the next login.
  [good, { powerCut: 'download:50' }],
  [good, { linkBytesPerSecond: 10 }],
  ['unproven portGone', { usbDrop: true, portBackMs: 400_000 }],
  // The module has no limits to keep.
  [good, { signalRssi: 99, batteryPercent: 1 }],
  ...serverRows([
    'downloadFailed',
    'downloadFailed',
    'downloadFailed',
    'downloadInterrupted',
    'downloadFailed',
  ]),
];

/** Half an answer, and the connection is gone. */
function breaking(exchange: Parameters<typeof stopping>[0]): void {
  stopping(exchange);
  exchange.end();
}

describe('onemo-lwm2m with a virtual OneMO module', () => {
  playRows(base, [...harmless, ...logins, ...plans]);
  expectEveryKnob('onemo-lwm2m', harmless, logins, plans);

  it('is what such a module leads to', async () => {
    expect(await driverFor({ dialect: 'onemo-lwm2m', firmware }, 'cloud')).toBe('onemo-lwm2m');
  });

  it('makes an instance where there is none, logs in, and logs in again so that the platform closes its task', async () => {
    const end = await runCase(base);
    expect(end.sent.filter((line) => /MIPL/.test(line)).slice(0, 3)).toEqual([
      'AT+MIPLOPEN=0,3000,30',
      'AT+MIPLCREATEEX="nbiotbt.heclouds.com:5683",1',
      'AT+MIPLOPEN=0,3000,30',
    ]);
    expect(end.phases).toContain('reporting');
  });

  it('logs out and in again to have an interrupted download go on', async () => {
    const end = await runCase({ ...base, knobs: { ...base.knobs, interruptAt: 50 } });
    expect(end.sent).toContain('AT+MIPLCLOSE=0');
    expect(end.notes).toEqual(expect.arrayContaining(['upgrade.downloadInterrupted', 'upgrade.resuming']));
    expect(end.requests).toHaveLength(2);
  });

  it('counts the bytes of CTWing', async () => {
    const end = await runCase({ ...base, knobs: { ...base.knobs, platform: 'ctwing' } });
    expect(end.progress.some((line) => /downloading \d+\/\d+ bytes/.test(line))).toBe(true);
  });
});
