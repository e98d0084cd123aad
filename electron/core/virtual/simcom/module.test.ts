import { describe, expect, test } from 'vitest';
import type { KnobValues } from '../knobs/store.ts';
import { refusingConnect, respond } from '../testing/fakeServer.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../testing/simulatorPackage.ts';
import { simcomA76xx } from './dialect.ts';

const oldVersion = 'A7670M6_V1.11.1';
const newVersion = 'A7670M6_V1.11.2';
const firmware = buildSimulatorImage({ version: oldVersion });
const upgrade = buildSimulatorPackage({ source: oldVersion, target: newVersion });

const open = (knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> =>
  createKitBench({ dialect: simcomA76xx, firmware, serve: upgrade, knobs, ...more });

const versionOf = (bench: KitBench): string | undefined => bench.ask('AT+CGMR')[0]?.slice('+CGMR: '.length);

/** Hands a package over by LFOTA and restarts. */
function loadLocally(bench: KitBench, bytes = upgrade): void {
  bench.ask(`AT+LFOTA=0,${bytes.length}`);
  bench.send(`AT+LFOTA=1,${bytes.length}\r`);
  bench.waitFor('>');
  bench.send(bytes);
  bench.waitFor('OK');
  bench.ask('AT+CRESET');
}

const cfota = 'AT+CFOTA=1,0,"http://ota.example.com/a.bin",,';

describe('LFOTA', () => {
  test('goes line by line as documented and brings the new version', async () => {
    const bench = await open({ applyPercents: '10' });
    expect(bench.ask(`AT+LFOTA=0,${upgrade.length}`)).toEqual(['OK']);
    bench.send(`AT+LFOTA=1,${upgrade.length}\r`);
    expect(bench.waitFor('>').at(-1)).toBe('>');
    expect(bench.seen().endsWith('\r\n> ')).toBe(true);
    bench.send(upgrade);
    expect(bench.waitFor('OK').at(-1)).toBe('OK');
    expect(bench.ask('AT+CRESET')).toEqual(['OK']);
    expect(bench.waitFor('QCRDY')).toEqual(['+CFOTA: UPDATE:10', '+CFOTA: UPDATE SUCCESS', 'QCRDY']);
    expect(versionOf(bench)).toBe(newVersion);
    expect(bench.module.stats().serialPackageBytes).toBe(upgrade.length);
  });

  test('may print its prompt as a line', async () => {
    const bench = await open({ promptForm: 'line' });
    bench.ask('AT+LFOTA=0,5');
    bench.send('AT+LFOTA=1,5\r');
    bench.waitFor('>');
    expect(bench.seen().endsWith('\r\n>\r\n')).toBe(true);
  });

  test('refuses another size than it made room for, one without room, and none at all', async () => {
    const bench = await open({ freeBytes: 100 });
    for (const command of ['AT+LFOTA=1,50', 'AT+LFOTA=0,101', 'AT+LFOTA=0', 'AT+LFOTA=2,50', 'AT+LFOTA'])
      expect(bench.ask(command)).toEqual(['+CME ERROR: 53']);
    bench.ask('AT+LFOTA=0,50');
    expect(bench.ask('AT+LFOTA=1,51')).toEqual(['+CME ERROR: 53']);
  });

  test('gives up when the host pauses too long', async () => {
    const bench = await open({ streamIdleMs: 1000 });
    bench.ask('AT+LFOTA=0,50');
    bench.send('AT+LFOTA=1,50\r');
    bench.waitFor('>');
    bench.send(new Uint8Array(49));
    bench.waitFor('ERROR');
    expect(bench.ask('AT')).toEqual(['OK']);
  });

  test('takes a package for another version only to fail it after the restart', async () => {
    const bench = await open();
    loadLocally(bench, buildSimulatorPackage({ source: 'OTHER', target: newVersion }));
    expect(bench.waitFor('QCRDY')).toEqual(['+CFOTA: UPDATE FAIL', 'QCRDY']);
    expect(versionOf(bench)).toBe(oldVersion);
    expect(bench.module.lastRefusal()?.reason).toBe('base');
  });

  test('can fail with a number, or in silence', async () => {
    const numbered = await open({ updateFails: true, updateFailNumber: 7, applyPercents: '99' });
    loadLocally(numbered);
    expect(numbered.waitFor('QCRDY')).toEqual(['+CFOTA: UPDATE:99', '+CFOTA: 7', 'QCRDY']);
    const silent = await open({ versionAfterReboot: 'old' });
    loadLocally(silent);
    expect(silent.waitFor('QCRDY')).toContain('+CFOTA: UPDATE SUCCESS');
    expect(versionOf(silent)).toBe(oldVersion);
  });

  test('goes on after a power cut', async () => {
    const bench = await open({ powerCut: 'apply:50', usbDrop: false });
    loadLocally(bench);
    expect(bench.waitFor('QCRDY')).toContain('+CFOTA: UPDATE SUCCESS');
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('loses its port on USB at the restart and again before the firmware starts', async () => {
    const bench = await open({ usbDrop: true });
    const presence: boolean[] = [];
    bench.module.onPresence((present) => {
      presence.push(present);
      if (present) bench.reattach();
    });
    loadLocally(bench);
    bench.waitFor('QCRDY');
    expect(presence).toEqual([false, true, false, true]);
  });
});

describe('CFOTA', () => {
  test('goes line by line as public code expects and brings the new version', async () => {
    const bench = await open({ applyPercents: '100', downloadStep: 100 });
    expect(bench.ask(cfota)).toEqual(['OK']);
    expect(bench.waitFor('QCRDY')).toEqual([
      '+CFOTA: FOTA,START',
      '+CFOTA: DOWNLOADING:100',
      '+CFOTA: UPDATE:100',
      '+CFOTA: UPDATE SUCCESS.',
      '+CFOTA: FOTA,END',
      'QCRDY',
    ]);
    expect(versionOf(bench)).toBe(newVersion);
    expect(bench.module.stats()).toMatchObject({ httpRequests: 1, httpBodyBytes: upgrade.length });
  });

  test('that breaks off at 40 per cent goes line by line as documented', async () => {
    const bench = await open({ downloadFailsAt: 40, downloadStep: 40, linkBytesPerSecond: 2000 });
    bench.ask(cfota);
    expect(bench.waitFor('ERROR')).toEqual([
      '+CFOTA: FOTA,START',
      '+CFOTA: DOWNLOADING:40',
      '+CFOTA: FOTA,ERROR',
    ]);
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('fails without a server, a file, a network or a URL', async () => {
    const serve: KitBenchOptions['serve'] = (exchange) =>
      respond(exchange, '404 Not Found', new Uint8Array(1));
    const benches = [
      await open({}, { connect: refusingConnect }),
      await open({}, { serve }),
      await open({ attached: false }),
    ];
    for (const bench of benches) {
      bench.ask(cfota);
      expect(bench.waitFor('ERROR')).toEqual(['+CFOTA: FOTA,START', '+CFOTA: FOTA,ERROR']);
    }
    const bench = await open();
    for (const command of ['AT+CFOTA=1,0,""', 'AT+CFOTA=x,0,"http://a/b"', 'AT+CFOTA'])
      expect(bench.ask(command)).toEqual(['+CME ERROR: 53']);
  });

  test('fails a damaged package after the restart', async () => {
    const flipped = upgrade.slice();
    flipped[400] = (flipped[400] ?? 0) ^ 1;
    const bench = await open({}, { serve: flipped });
    bench.ask(cfota);
    expect(bench.waitFor('QCRDY').slice(-2)).toEqual(['+CFOTA: UPDATE FAIL', 'QCRDY']);
    expect(bench.module.lastRefusal()?.reason).toBe('damaged');
  });

  test('loses the package when the power fails while it downloads', async () => {
    const bench = await open({ powerCut: 'download:50', linkBytesPerSecond: 2000 });
    bench.ask(cfota);
    bench.waitFor('QCRDY');
    expect(bench.seen()).not.toContain('UPDATE:');
    expect(versionOf(bench)).toBe(oldVersion);
  });
});

describe('the identity', () => {
  test('follows the image in the flash', async () => {
    const bench = await open({ model: 'A7608E' });
    expect(bench.ask('ATI')).toContain(`Revision: ${oldVersion}`);
    expect(bench.ask('AT+CGMM')).toEqual(['A7608E', 'OK']);
    expect(bench.module.describe()).toMatchObject({ dialect: 'simcom-a76xx', version: oldVersion });
  });
});
