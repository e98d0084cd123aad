import { describe, expect, test } from 'vitest';
import { createBench, testUrl } from '../testing/bench.ts';
import {
  ec7xxApImage,
  ec7xxPar,
  makeEc7xxBinpkg,
  makeEc7xxPar,
  newEc7xxAp,
  newEc7xxVersion,
  oldEc7xxAp,
  oldEc7xxBinpkg,
  oldEc7xxCp,
  oldEc7xxVersion,
} from '../testing/ec7xxFixture.ts';
import { respond, serveFile } from '../testing/fakeServer.ts';
import { oldBinpkg, wrapped } from '../testing/fixture.ts';
import { fotaAreaOf } from './chip.ts';
import { createEc7xxModule } from './dialect.ts';

const uart = { usbDrop: false } as const;

function bench(options: Parameters<typeof createBench>[0] = {}) {
  return createBench({
    make: createEc7xxModule,
    firmware: oldEc7xxBinpkg,
    answer: (exchange) => serveFile(exchange, wrapped(ec7xxPar)),
    ...options,
    knobs: { ...uart, ...options.knobs },
  });
}

describe('a virtual EC7xx module', () => {
  test('downloads, applies both images and then reports the new version itself', () => {
    const { ask, clock, lines, module, waitFor } = bench();
    expect(ask('ATI')).toContain(oldEc7xxVersion);
    expect(ask('AT^HVER')).toContain('\r\n^HVER: EC718\r\n');
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+NITZ: ');
    clock.advance(100);
    expect(ask('ATI')).toContain(newEc7xxVersion);
    const said = lines().slice(lines().indexOf('AT+UPGRADE') + 2);
    expect(said.filter((line) => line.startsWith('+UPGRADEIND'))).toEqual(['+UPGRADEIND: 100']);
    expect(said).toContain('+CGEV: ME PDN ACT 1,0');
    expect(said.some((line) => line.includes('boot.rom'))).toBe(false);
    expect(module.describe()).toMatchObject({ chip: 'ec7xx', dialect: 'ec7xx-at', version: newEc7xxVersion });
    expect(module.lastRefusal()).toBeNull();
  });

  test('no longer takes a package for the firmware that it ran before', () => {
    const { ask, clock, module, waitFor } = bench();
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+NITZ: ');
    clock.advance(100);
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+UPGRADEIND: -1003');
    expect(module.lastRefusal()?.reason).toBe('base');
  });

  test('drops its port at the reset by default, and it comes back', () => {
    const { ask, clock, module, reattach, waitFor } = bench({ knobs: { usbDrop: true } });
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+UPGRADEIND: 100');
    clock.runUntil(() => !module.isPresent());
    clock.runUntil(() => module.isPresent());
    reattach();
    clock.advance(10_000);
    expect(ask('ATI')).toContain(newEc7xxVersion);
  });

  test('knows no serial upgrade unless its knob says so', () => {
    expect(bench().ask('AT+UARTUPGRADE=?')).toContain('+CME ERROR: 58');
    expect(bench({ knobs: { uartUpgrade: 'yes' } }).ask('AT+UARTUPGRADE=?')).toContain('OK');
  });

  test('refuses a package for another firmware, a damaged one, and one of EC618', () => {
    const third = oldEc7xxAp.slice();
    third[70_000] = (third[70_000] ?? 0) ^ 1;
    const flipped = wrapped(ec7xxPar);
    flipped[300] = (flipped[300] ?? 0) ^ 1;
    const cases = [
      { firmware: makeEc7xxBinpkg(third, oldEc7xxCp), file: wrapped(ec7xxPar), reason: 'base' },
      { firmware: oldEc7xxBinpkg, file: flipped, reason: 'damaged' },
      { firmware: oldEc7xxBinpkg, file: wrapped(ec7xxPar).subarray(0, 900), reason: 'wrapper' },
      { firmware: oldEc7xxBinpkg, file: ec7xxPar, reason: 'wrapper' },
    ];
    for (const { file, firmware, reason } of cases) {
      const { ask, module, waitFor } = bench({
        firmware,
        answer: (exchange) => respond(exchange, '200 OK', file),
      });
      ask(`AT+UPGRADE="URL","${testUrl}",1`);
      ask('AT+UPGRADE');
      waitFor('+UPGRADEIND: -1003');
      expect(module.lastRefusal()?.reason).toBe(reason);
      expect(ask('ATI')).toContain(oldEc7xxVersion);
    }
  });

  test('refuses a package whose new image has another digest than it makes', () => {
    const lying = { ...ec7xxApImage, fresh: new Uint8Array(newEc7xxAp.length) };
    const { ask, clock, module, waitFor } = bench({
      answer: (exchange) => respond(exchange, '200 OK', wrapped(makeEc7xxPar([lying]))),
    });
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('"END",504');
    clock.advance(60_000);
    expect(module.describe().state).toBe('dead');
    expect(module.lastRefusal()?.reason).toBe('damaged');
  });

  test('is not made of a firmware for another chip', () => {
    const make = (firmware: Uint8Array) => createEc7xxModule({ id: 'x', firmware, fileName: 'a.binpkg' });
    expect(() => make(new Uint8Array(100))).toThrow(/virtual.badFirmware/);
    expect(() => make(oldBinpkg)).toThrow(/virtual.badFirmware/);
  });
});

describe('the room for a delta', () => {
  test.each([
    ['AirM2M_780EP_V1007_LTE_AT', 480],
    ['AirM2M_780EL_V1003_LTE_AT_MU', 140],
    ['AirM2M_780EL_V1003_LTE_AT_MS', 140],
    ['AirM2M_780EL_V1003_LTE_AT_FS', 140],
    ['AirM2M_780EL_V1003_LTE_AT_MULP', 136],
    ['AirM2M_780EL_V1003_LTE_AT_MULP2', 136],
    ['AirM2M_780EL_V1003_LTE_AT_MF', 190],
    ['AirM2M_780EL_V1003_LTE_AT', 140],
  ])('of %s is %d KB', (version, kilobytes) => {
    expect(fotaAreaOf(version)).toBe(kilobytes * 1024);
  });

  test('follows the firmware that runs', () => {
    const small = Buffer.from(oldEc7xxAp);
    small.write('AirM2M_780EL_V1007_LTE_AT_MU\0', 512, 'latin1');
    const big = new Uint8Array(141 * 1024);
    big.set(wrapped(ec7xxPar).subarray(0, 10));
    const { ask, module, waitFor } = bench({
      firmware: makeEc7xxBinpkg(small, oldEc7xxCp),
      answer: (exchange) => respond(exchange, '200 OK', big),
    });
    expect(ask('AT^HVER')).toContain('^HVER: EC716');
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+UPGRADEIND: -1003');
    expect(module.lastRefusal()?.reason).toBe('tooLarge');
  });
});
