import { describe, expect, it } from 'vitest';
import { type FakeExchange, respond, serveFile } from '../../electron/core/virtual/testing/fakeServer.ts';
import { buildOtaFile, buildScript } from '../../electron/core/virtual/testing/luatosPackage.ts';
import { type CaseOptions, runCase } from './bench.ts';
import { expectEveryKnob, good, playRows, type Row, serverRows } from './table.ts';

const upgrade = buildOtaFile({ script: buildScript('fotademo', '1.0.1') });

function refusing(code: number): (exchange: FakeExchange) => void {
  return (exchange) =>
    respond(exchange, '400 Bad Request', Buffer.from(`{"code": ${code}, "msg": "\\u5df2"}`));
}

const base: CaseOptions = {
  ...{ dialect: 'luatos-log', firmware: buildScript('fotademo', '1.0.0'), driver: 'luatos-log' },
  delivery: { kind: 'cloud', asks: false },
  /** A platform serves the old version only; to the new one it says that there is nothing newer. */
  serve: (exchange) =>
    exchange.request.includes('version=1112.1.1') ? refusing(27)(exchange) : serveFile(exchange, upgrade),
  newVersion: '1.0.1',
  knobs: { platformHost: '192.168.1.10:8080' },
};

const harmless: readonly Row[] = [
  ...['libfota', 'libfota2023', 'socket2022', 'libfota2', 'libfota2Before2024'].map(
    (library): Row => [good, { library }],
  ),
  [good, { uptime: true, lineEnd: 'lf' }],
  [good, { speed: 20 }],
  [good, { bootMs: 40_000 }],
  [good, { networkMs: 50_000 }],
  [good, { applyMs: 400_000 }],
  [good, { rebootDelayMs: 20_000 }],
  [good, { usbDrop: true, portBackMs: 1500 }],
  [good, { usbDrop: true, portWhileApplying: false }],
  [good, { linkBytesPerSecond: 50 }],
  [good, { checkAfterMs: 600_000 }],
  [good, { checkPeriodMs: 60_000 }],
  [good, { bsp: 'Air780EHV-1.8V', cutsBsp: false }],
  [good, { identity: 'mac' }],
  [good, { firmwareName: 'mine' }],
  [good, { coreVersion: 'V2034', baseVersion: '24.05' }],
  [good, { reportedVersion: '2.0' }],
  [good, { sendsClose: false }],
  [good, { rangeRetries: 3 }],
  [good, { powerCut: 'apply:50', powerOffMs: 10_000 }],
  // It restarts and asks once more.
  [good, { powerCut: 'download:50' }],
  [good, { customUrl: 'http://x/upgrade?', library: 'libfota2' }],
  [good, { customUrl: '###http://x/a.bin', library: 'libfota2' }],
  // Nothing of a version in the request: what it ran before is not known, what it runs now is.
  [good, { customUrl: 'http://x/a.bin' }],
];

const faults: readonly Row[] = [
  ['failed libfotaNoKey request', { productKey: '' }],
  ['libfotaNoKey', { productKey: '', library: 'libfota2' }],
  ['libfotaUrl', { customUrl: 'http://x/upgrade', library: 'libfota2' }, { serve: refusing(27) }],
  ['luaError', { luaError: "main.lua:42: attempt to index a nil value (global 'led')", luaErrorMs: 1000 }],
  ['scriptHangs', { hangAfterMs: 1500, watchdogMs: 20_000 }],
  ['cloudNothingNewer', { refusalForm: 'status' }, { serve: refusing(27) }],
  ['cloudProjectInvalid', { refusalForm: 'minus9Body' }, { serve: refusing(25) }],
  ['cloudLoopBanned', { refusalForm: 'status', library: 'libfota2' }, { serve: refusing(40) }],
  ['cloudBuilding', { refusalForm: 'status' }, { serve: refusing(43) }],
  // Today's cores tell nothing of the answer.
  ['libfotaRefused', { refusalForm: 'minus9Empty' }, { serve: refusing(40) }],
  ['libfotaRefused', { fotaMagic: '12345678' }],
  ['sameVersion', { scriptAddress: '00100000' }],
  ['sameVersion', { scriptZoneBytes: 100 }],
  ['sameVersion', { versionAfterReboot: 'old' }],
  ['noReboot', { rebootsItself: false }],
  // All that it said of its start was lost with the port, and its next request is hours away.
  ['unproven silentAfterReboot', { usbDrop: true, portBackMs: 20_000 }],
  ['serverUnreachable', { platformHost: '' }],
  // Nobody asks, and a log of this kind does not say why.
  ['noOffer', { sim: false }],
  ['noOffer', { registration: 2 }],
  ['noOffer', { attached: false }],
  ...serverRows([
    'serverUnreachable',
    'serverUnreachable',
    'downloadTimedOut',
    'downloadFailed',
    'libfotaRefused',
  ]),
];

describe('luatos-log with a virtual LuatOS module', () => {
  playRows(base, [...harmless, ...faults]);
  expectEveryKnob('luatos-log', harmless, faults);

  it('sends nothing at all', async () => {
    const { sent, notes } = await runCase(base);
    expect(sent).toEqual([]);
    expect(notes).toContain('upgrade.scriptAsked');
  });

  it('says what it heard where nobody knows what was to come', async () => {
    const { newVersion: _unknown, ...open } = base;
    const end = await runCase(open);
    expect(end).toMatchObject({ said: 'unproven versionChanged', from: '1112.1.0', to: '1.0.1' });
  });
});
