import { describe, expect, test } from 'vitest';
import { createBench, testUrl } from '../testing/bench.ts';
import { oldEc7xxBinpkg } from '../testing/ec7xxFixture.ts';
import { respond, serveFile } from '../testing/fakeServer.ts';
import {
  makePack,
  newScript,
  newUis8910Ap,
  newUis8910Version,
  oldScript,
  oldUis8910Ap,
  oldUis8910Pac,
  oldUis8910Version,
  uis8910Pac,
  uis8910Pack,
  uis8910Package,
  wrapSections,
} from '../testing/uis8910Fixture.ts';
import { createApplier } from './applier.ts';
import { createUis8910Module } from './dialect.ts';
import { apImage, createFlash } from './flash.ts';
import { checkUpdate } from './package.ts';

function bench(options: Parameters<typeof createBench>[0] = {}) {
  return createBench({
    make: createUis8910Module,
    firmware: oldUis8910Pac,
    answer: (exchange) => serveFile(exchange, uis8910Package),
    ...options,
  });
}

describe('a virtual UIS8910 module', () => {
  test('downloads, applies and tells the new version in the dialect of the manual', () => {
    const { ask, clock, lines, module, waitFor } = bench();
    expect(ask('ATI')).toContain(oldUis8910Version);
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+UPGRADEVER: 1');
    clock.advance(100);
    expect(ask('ATI')).toContain(newUis8910Version);
    const said = lines().slice(lines().indexOf('AT+UPGRADE') + 2);
    expect(said[0]).toBe('+UPGRADEIND: 0');
    expect(said).toContain('+UPGRADEIND: 100');
    expect(said).toContain('+UPGRADEDL: 0');
    expect(said).toContain('+UPGRADEDL: 100');
    expect(said).toContain(`+UPGRADEVER: ${newUis8910Version}`);
    expect(module.describe()).toMatchObject({ chip: 'uis8910', label: 'Air720U (virtual)' });
  });

  test('takes a pack that changes nothing and a script, where the firmware has a place for one', () => {
    const file = wrapSections(makePack(oldUis8910Ap, null), newScript);
    const serve = { answer: (exchange: Parameters<typeof respond>[0]) => respond(exchange, '200 OK', file) };
    const withScript = bench({ ...serve, firmware: uis8910Pac(oldUis8910Ap, oldScript) });
    withScript.ask(`AT+UPGRADE="URL","${testUrl}",1`);
    withScript.ask('AT+UPGRADE');
    withScript.waitFor('+UPGRADEVER: 1');
    const without = bench(serve);
    without.ask(`AT+UPGRADE="URL","${testUrl}",1`);
    without.ask('AT+UPGRADE');
    without.waitFor('+UPGRADEIND: -1003');
    expect(without.module.lastRefusal()?.message).toContain('script');
  });

  test('refuses a package for another firmware, a damaged one, none at all, and one that is too large', () => {
    const third = oldUis8910Ap.slice();
    third[70_000] = (third[70_000] ?? 0) ^ 1;
    const flipped = uis8910Package.slice();
    flipped[400] = (flipped[400] ?? 0) ^ 1;
    const cases: readonly { firmware?: Uint8Array; file?: Uint8Array; reason: string; area?: number }[] = [
      { firmware: uis8910Pac(third), reason: 'base' },
      { file: flipped, reason: 'damaged' },
      { file: uis8910Pack, reason: 'wrapper' },
      { file: uis8910Package.subarray(0, 200), reason: 'wrapper' },
      { file: Buffer.from('<html>'), reason: 'wrapper' },
      { reason: 'tooLarge', area: 2000 },
    ];
    for (const { area, file, firmware, reason } of cases) {
      const { ask, module, waitFor } = bench({
        ...(firmware ? { firmware } : {}),
        answer: (exchange) => respond(exchange, '200 OK', file ?? uis8910Package),
        knobs: { fotaAreaBytes: area ?? 0 },
      });
      ask(`AT+UPGRADE="URL","${testUrl}",1`);
      ask('AT+UPGRADE');
      waitFor('+UPGRADEIND: -1003');
      expect(module.lastRefusal()?.reason).toBe(reason);
    }
  });

  test('takes a bare pack where its knob says so', () => {
    const { ask, clock, waitFor } = bench({
      answer: (exchange) => respond(exchange, '200 OK', uis8910Pack),
      knobs: { acceptBarePackage: true },
    });
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+UPGRADEVER: 1');
    clock.advance(100);
    expect(ask('ATI')).toContain(newUis8910Version);
  });

  test('comes through a power cut in the middle of a block', () => {
    const { ask, clock, waitFor } = bench({ knobs: { powerCut: 'apply:1:halfImage' } });
    ask(`AT+UPGRADE="URL","${testUrl}",1`);
    ask('AT+UPGRADE');
    waitFor('+UPGRADEVER: 1');
    clock.advance(100);
    expect(ask('ATI')).toContain(newUis8910Version);
  });

  test('is made of a PAC with right checksums and nothing else', () => {
    const make = (firmware: Uint8Array) => createUis8910Module({ id: 'x', firmware, fileName: 'a.pac' });
    const flipped = oldUis8910Pac.slice();
    flipped[20_000] = (flipped[20_000] ?? 0) ^ 1;
    expect(() => make(flipped)).toThrow(/checksum/);
    expect(() => make(oldUis8910Pac.subarray(0, 3000))).toThrow(/length/);
    expect(() => make(oldEc7xxBinpkg)).toThrow(/virtual.badFirmware/);
  });
});

test('the application is rebuilt byte for byte', () => {
  const flash = createFlash(oldUis8910Pac, 'old.pac', () => 1024 * 1024);
  flash.storage.area.append(uis8910Package);
  expect(checkUpdate(flash).pack?.untouched).toEqual(['/modemnvm/rf_nv.bin']);
  const applier = createApplier(flash);
  while (applier.step(null));
  expect(Buffer.compare(apImage(flash.ap), newUis8910Ap)).toBe(0);
});
