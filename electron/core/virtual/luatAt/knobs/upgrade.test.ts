import { describe, expect, test } from 'vitest';
import { type Bench, type BenchOptions, createBench, testUrl } from '../../testing/bench.ts';
import { newVersion } from '../../testing/fixture.ts';

const versionOf = (bench: Bench): string | undefined => /AirM2M_\w+/.exec(bench.ask('ATI'))?.[0];
const stateOf = (bench: Bench): string | undefined =>
  /\+UPGRADE: (.*)\r\n/.exec(bench.ask('AT+UPGRADE?'))?.[1];
const urlOf = (bench: Bench): string | undefined =>
  /\+UPGRADE:URL,(.*)\r\n/.exec(bench.ask('AT+UPGRADE="URL"'))?.[1];

function restart(bench: Bench): void {
  bench.ask('AT+RESET');
  bench.waitFor('+NITZ');
  bench.clock.advance(100);
}

/** A bench whose URL is set for this run only, and where an upgrade was asked for. */
function upgrading(options: BenchOptions = {}): Bench {
  const bench = createBench(options);
  bench.ask(`AT+UPGRADE="URL","${testUrl}",1`);
  bench.ask('AT+UPGRADE');
  return bench;
}

describe('settings that are not kept as the module says', () => {
  test('are forgotten at a reset, or never taken, and OK comes each time', () => {
    const saved = createBench();
    expect(saved.ask('AT+UPGRADE="URL","http://a/b"')).toContain('OK');
    restart(saved);
    expect(urlOf(saved)).toBe('http://a/b');

    const forgetful = createBench({ knobs: { settingStored: 'untilReset' } });
    expect(forgetful.ask('AT+UPGRADE="URL","http://a/b"')).toContain('OK');
    expect(urlOf(forgetful)).toBe('http://a/b');
    restart(forgetful);
    expect(urlOf(forgetful)).toBe('');

    const deaf = createBench({ knobs: { settingStored: 'ignored', factoryUrl: 'http://old/x' } });
    expect(deaf.ask('AT+UPGRADE="URL","http://a/b"')).toContain('OK');
    expect(deaf.ask('AT+UPGRADE="PERIOD",600')).toContain('OK');
    expect(urlOf(deaf)).toBe('http://old/x');
    expect(deaf.ask('AT+UPGRADE="PERIOD"')).toContain('86400');
  });

  test('are read back as a value, as a bare OK, as an error, or not at all', () => {
    const ask = (readback: 'value' | 'okOnly' | 'error') =>
      createBench({ knobs: { readback, factoryKey: 'K' } }).ask('AT+UPGRADE="KEY"');
    expect(ask('value')).toBe('AT+UPGRADE="KEY"\r\r\n+UPGRADE:KEY,K\r\n\r\nOK\r\n');
    expect(ask('okOnly')).toBe('AT+UPGRADE="KEY"\r\r\nOK\r\n');
    expect(ask('error')).toContain('+CME ERROR: 53');
    const silent = createBench({ knobs: { readback: 'silent' } });
    silent.type('AT+UPGRADE="KEY"\r');
    silent.clock.advance(10_000);
    expect(silent.seen()).toBe('AT+UPGRADE="KEY"\r');
    expect(silent.ask('AT')).toContain('OK');
  });

  test('survive a reset to factory values as its knob says', () => {
    const survivors = (rstsetClears: 'all' | 'keepsKeyAndUrl' | 'nothing') => {
      const bench = createBench({ knobs: { rstsetClears } });
      bench.ask('AT+UPGRADE="URL","http://a/b"');
      bench.ask('AT+UPGRADE="AUTO",0');
      bench.ask('AT+RSTSET');
      bench.waitFor('+NITZ');
      bench.clock.advance(100);
      return [urlOf(bench), /AUTO,(\d)/.exec(bench.ask('AT+UPGRADE="AUTO"'))?.[1]];
    };
    expect(survivors('all')).toEqual(['', '1']);
    expect(survivors('keepsKeyAndUrl')).toEqual(['http://a/b', '1']);
    expect(survivors('nothing')).toEqual(['http://a/b', '0']);
  });
});

describe('a module that asks by itself', () => {
  test('asks so long after the start, and then every PERIOD, while AUTO is on', () => {
    const bench = createBench({
      knobs: { askAfterBootSec: 30, factoryPeriodSec: 60, factoryUrl: testUrl },
      answer: (exchange) => exchange.send('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'),
    });
    bench.clock.advance(29_000);
    expect(bench.server.requests).toHaveLength(0);
    bench.clock.advance(2000);
    expect(bench.server.requests).toHaveLength(1);
    bench.clock.advance(180_000);
    expect(bench.server.requests).toHaveLength(4);
    bench.ask('AT+UPGRADE="AUTO",0');
    bench.clock.advance(600_000);
    expect(bench.server.requests).toHaveLength(4);
  });
});

describe('progress of a download', () => {
  const progress = (knobs: BenchOptions['knobs']) => {
    const bench = upgrading({ knobs: knobs ?? {} });
    bench.waitFor('RDY');
    return bench.lines().filter((line) => /^\+UPGRADE(?:IND)?: \d/.test(line));
  };

  test('comes in the steps of its knob, from zero if asked, and under the old name', () => {
    expect(progress({ progressStep: 25 })).toEqual([25, 50, 75, 100].map((n) => `+UPGRADEIND: ${n}`));
    expect(progress({ progressStep: 50, progressFromZero: true })).toEqual(
      [0, 50, 100].map((n) => `+UPGRADEIND: ${n}`),
    );
    expect(progress({ progressStep: 0 })).toEqual([]);
    expect(progress({ progressStep: 100, progressName: '+UPGRADE' })).toEqual(['+UPGRADE: 100']);
  });

  test('breaks once at its knob, and goes on with Range where the module can', () => {
    const broken = upgrading({ knobs: { breakAtPercent: 60 } });
    broken.waitFor('+UPGRADEIND: -1001');
    expect(stateOf(broken)).toBe('2,-1001,200,0');
    const resumed = upgrading({ knobs: { breakAtPercent: 60, resumeAttempts: 1 } });
    resumed.waitFor('RDY');
    expect(resumed.server.requests[1]).toMatch(/^Range: bytes=[1-9]\d*-/m);
    expect(versionOf(resumed)).toBe(newVersion);
  });

  test('is told after a reset as idle or as the last result', () => {
    const state = (stateAfterReset: 'idle' | 'lastResult') => {
      const bench = upgrading({ knobs: { stateAfterReset } });
      bench.waitFor('+NITZ');
      bench.clock.advance(100);
      return stateOf(bench);
    };
    expect(state('idle')).toBe('0');
    expect(state('lastResult')).toBe('2,0,200,0');
  });

  test('leaves out the OK after a failure as the older table does', () => {
    const bench = upgrading({ knobs: { cloudVerdict: 25, stateOk: false } });
    bench.waitFor('+UPGRADEIND: -1003');
    bench.type('AT+UPGRADE?\r');
    bench.waitFor('+UPGRADE: 2,-1003,200,25\r\n');
    bench.clock.advance(5000);
    expect(bench.seen().endsWith('+UPGRADE: 2,-1003,200,25\r\n')).toBe(true);
  });
});

describe('the cloud of the knobs', () => {
  test.each([3, 17, 21, 25, 26, 27, 40, 43, 44] as const)(
    'says %d without a packet leaving the module',
    (cloudVerdict) => {
      const bench = createBench({ knobs: { cloudVerdict } });
      bench.ask('AT+UPGRADE');
      bench.waitFor('+UPGRADEIND: -1003');
      expect(stateOf(bench)).toBe(`2,-1003,200,${cloudVerdict}`);
      expect(bench.server.requests).toEqual([]);
      expect(bench.module.stats().httpRequests).toBe(1);
    },
  );

  test('says 43 for two minutes from the first question on, then whoever is asked really answers', () => {
    const bench = createBench({ knobs: { cloudVerdict: 43, cloudVerdictSec: 120 } });
    bench.ask(`AT+UPGRADE="URL","${testUrl}",1`);
    bench.clock.advance(500_000);
    bench.ask('AT+UPGRADE');
    bench.waitFor('+UPGRADEIND: -1003');
    bench.clock.advance(100_000);
    bench.ask('AT+UPGRADE');
    bench.waitFor('+UPGRADEIND: -1003');
    expect(bench.server.requests).toEqual([]);
    bench.clock.advance(25_000);
    bench.ask('AT+UPGRADE');
    bench.waitFor('RDY');
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('begins its time anew when the knob is turned again', () => {
    const bench = createBench({ knobs: { cloudVerdict: 43, cloudVerdictSec: 1 } });
    bench.ask('AT+UPGRADE');
    bench.waitFor('-1003');
    bench.clock.advance(5000);
    bench.ask('AT+UPGRADE');
    bench.waitFor('+UPGRADEIND: -1002');
    bench.module.setKnobs({ cloudVerdict: 25 });
    bench.ask('AT+UPGRADE');
    bench.waitFor('+UPGRADEIND: -1003');
    expect(stateOf(bench)).toBe('2,-1003,200,25');
  });

  test('answers any status, also with a verdict in it', () => {
    const ending = (knobs: BenchOptions['knobs']) => {
      const bench = upgrading({ knobs: knobs ?? {} });
      bench.waitFor('+UPGRADEIND: -');
      return stateOf(bench);
    };
    expect(ending({ httpStatus: 404 })).toBe('2,-1004,404,0');
    expect(ending({ httpStatus: 500 })).toBe('2,-1004,500,0');
    expect(ending({ httpStatus: 200 })).toBe('2,-1003,200,0');
    expect(ending({ httpStatus: 400, cloudVerdict: 26 })).toBe('2,-1004,400,26');
    expect(ending({ httpStatus: 400, cloudVerdict: 26, refusalWithErrorStatus: -1003 })).toBe(
      '2,-1003,400,26',
    );
  });

  test('is not reached without a network', () => {
    const bench = createBench({ knobs: { cloudVerdict: 25, attached: false } });
    bench.ask('AT+UPGRADE');
    bench.waitFor('+UPGRADEIND: -1001');
  });
});
