import { describe, expect, test } from 'vitest';
import { type Bench, type BenchOptions, createBench, testUrl } from '../../testing/bench.ts';
import { serveFile } from '../../testing/fakeServer.ts';
import {
  makeBinpkg,
  newVersion,
  oldAp,
  oldCp,
  oldVersion,
  pairPackage,
  pairPar,
} from '../../testing/fixture.ts';

const versionOf = (bench: Bench): string | undefined => /AirM2M_\w+/.exec(bench.ask('ATI'))?.[0];

function upgrading(options: BenchOptions = {}): Bench {
  const bench = createBench(options);
  bench.ask(`AT+UPGRADE="URL","${testUrl}",1`);
  bench.ask('AT+UPGRADE');
  return bench;
}

/** A firmware that the package was not made for. */
const third = oldAp.slice();
third[70_000] = (third[70_000] ?? 0) ^ 1;
const otherFirmware = makeBinpkg(third, oldCp);

describe('a package for another firmware', () => {
  test('is refused before the reset', () => {
    const bench = upgrading({ firmware: otherFirmware, knobs: { wrongBase: 'refused' } });
    bench.waitFor('+UPGRADEIND: -1003');
    bench.clock.advance(10_000);
    expect(bench.module.stats().boots).toBe(1);
    expect(bench.module.lastRefusal()?.reason).toBe('base');
  });

  test('is dropped by the boot loader without a word', () => {
    const bench = upgrading({
      firmware: otherFirmware,
      knobs: { wrongBase: 'droppedAtBoot', upgradeVer: true },
    });
    bench.waitFor('+UPGRADEVER: 0');
    expect(bench.seen()).not.toContain('UPDATING');
    expect(bench.seen()).not.toContain('-1003');
    expect(bench.module.stats().boots).toBe(2);
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('looks applied and is not', () => {
    const bench = upgrading({ firmware: otherFirmware, knobs: { wrongBase: 'silentlyOld' } });
    bench.waitFor('"END",0');
    bench.waitFor('RDY');
    expect(versionOf(bench)).toBe(oldVersion);
    expect(bench.module.lastRefusal()?.reason).toBe('base');
  });

  test('is refused in every way only for its base: a damaged one is -1003 before the reset', () => {
    const flipped = pairPackage.slice();
    flipped[700] = (flipped[700] ?? 0) ^ 1;
    const bench = upgrading({
      answer: (exchange) => serveFile(exchange, flipped),
      knobs: { wrongBase: 'silentlyOld' },
    });
    bench.waitFor('+UPGRADEIND: -1003');
    expect(bench.module.lastRefusal()?.reason).toBe('damaged');
  });
});

describe('a package that does not fit the area', () => {
  const small = { fotaAreaBytes: 1000 };
  const progress = (bench: Bench): number =>
    bench.lines().filter((line) => /^\+UPGRADEIND: \d/.test(line)).length;

  test('is downloaded whole and then refused', () => {
    const bench = upgrading({ knobs: { ...small, tooLarge: 'afterDownload' } });
    bench.waitFor('+UPGRADEIND: -1003');
    expect(progress(bench)).toBe(10);
    expect(bench.module.lastRefusal()?.reason).toBe('tooLarge');
  });

  test('is refused by its length, before a byte is stored', () => {
    const bench = upgrading({ knobs: { ...small, tooLarge: 'atOnce' } });
    bench.waitFor('+UPGRADEIND: -1003');
    expect(progress(bench)).toBe(0);
    expect(bench.module.lastRefusal()?.reason).toBe('tooLarge');
  });

  test('ends in a write error when the area is full', () => {
    const bench = upgrading({ knobs: { ...small, tooLarge: 'writeError', linkBytesPerSecond: 5000 } });
    bench.waitFor('+UPGRADEIND: -1005');
    expect(progress(bench)).toBeLessThan(10);
  });

  test('fits exactly where the area has its size', () => {
    for (const tooLarge of ['afterDownload', 'atOnce', 'writeError'] as const) {
      const bench = upgrading({ knobs: { fotaAreaBytes: pairPar.length, tooLarge } });
      bench.waitFor('RDY');
      expect(versionOf(bench)).toBe(newVersion);
    }
  });
});

describe('writing a package', () => {
  test('says less or other words as the knobs ask', () => {
    const quiet = upgrading({ knobs: { bootBanner: false, applyDialect: 'silent' } });
    quiet.waitFor('RDY');
    expect(quiet.seen()).not.toMatch(/boot\.rom|FOTA|UPGRADEDL/);
    const misspelled = upgrading({ knobs: { applyDialect: 'upgraddl' } });
    misspelled.waitFor('+UPGRADDL: 100');
    const quoted = upgrading({ knobs: { upgradeVer: true, upgradeVerQuotes: true } });
    quoted.waitFor(`+UPGRADEVER: "${newVersion}"`);
    quoted.waitFor('+UPGRADEVER: 1');
  });

  test('fails and leaves the old firmware', () => {
    const bench = upgrading({ knobs: { applyFails: 'keepsOld', applyFailureCode: 507, upgradeVer: true } });
    bench.waitFor('"END",507');
    bench.waitFor('+UPGRADEVER: 0');
    expect(versionOf(bench)).toBe(oldVersion);
    expect(bench.module.lastRefusal()?.reason).toBe('asked');
  });

  test('fails and leaves a dead module', () => {
    const bench = upgrading({ knobs: { applyFails: 'dead' } });
    bench.waitFor('"END",504');
    bench.clock.advance(600_000);
    expect(bench.module.describe().state).toBe('dead');
    bench.type('ATI\r');
    bench.clock.advance(1000);
    expect(bench.seen().endsWith('"END",504\r\n')).toBe(true);
  });

  test('comes through a power cut before the reset and through one at the start', () => {
    for (const powerCut of ['reset', 'boot'] as const) {
      const bench = upgrading({ knobs: { powerCut, powerOffMs: 5000 } });
      bench.waitFor('RDY');
      expect(versionOf(bench)).toBe(newVersion);
      expect(bench.module.knobs().powerCut).toBeNull();
      expect(bench.ask('AT*EXINFO?')).toContain('*EXINFO: 0');
    }
  });
});
