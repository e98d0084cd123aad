import { describe, expect, test } from 'vitest';
import { type Bench, type BenchOptions, createBench, testUrl } from '../testing/bench.ts';
import { type FakeExchange, respond, serveFile } from '../testing/fakeServer.ts';
import {
  join,
  makeBinpkg,
  makePar,
  newVersion,
  oldAp,
  oldCp,
  oldVersion,
  pairImage,
  pairPackage,
  pairPar,
  streamsOf,
  wrapped,
} from '../testing/fixture.ts';
import type { LuatKnobs } from './knobs.ts';

const upgradeTo = (bench: Bench, url = testUrl): void => {
  bench.ask(`AT+UPGRADE="URL","${url}",1`);
  bench.ask('AT+UPGRADE');
};

/** Triggers an upgrade that fails; what the module says of it at once and when it is asked, and whether it restarted. */
function failure(options: BenchOptions & { url?: string }) {
  const bench = createBench(options);
  upgradeTo(bench, options.url);
  bench.waitFor('+UPGRADEIND: -');
  bench.clock.advance(5000);
  const urcs = bench.lines().filter((line) => line.startsWith('+UPGRADEIND'));
  return {
    bench,
    urc: urcs.at(-1),
    progress: urcs.slice(0, -1).length,
    state: /\+UPGRADE: (.*)\r\n/.exec(bench.ask('AT+UPGRADE?'))?.[1],
    boots: bench.module.stats().boots,
    refusal: bench.module.lastRefusal()?.reason,
  };
}

/** Runs a whole upgrade and returns the lines after the trigger. */
function upgrade(options: BenchOptions): { bench: Bench; lines: readonly string[] } {
  const bench = createBench(options);
  upgradeTo(bench);
  bench.waitFor('+NITZ');
  bench.clock.advance(100);
  return { bench, lines: bench.lines().slice(bench.lines().indexOf('AT+UPGRADE') + 2) };
}

const versionOf = (bench: Bench): string | undefined => /AirM2M_\w+/.exec(bench.ask('ATI'))?.[0];
const file = (bytes: Uint8Array) => (exchange: FakeExchange) => respond(exchange, '200 OK', bytes);
const json = Buffer.from('{"code": 43, "msg": "\\u7b49"}');

describe('an upgrade that fails', () => {
  test('with a URL that is not valid is -1000', () => {
    for (const url of ['ftp://a/b', 'http//a', '“http://a/b”', 'http://', 'http://a:99999/b', 'http://a b/c'])
      expect(failure({ url })).toMatchObject({ urc: '+UPGRADEIND: -1000', state: '2,-1000,0,0', boots: 1 });
  });

  test('without SIM, registration, attach or radio is -1001', () => {
    const offline: Partial<LuatKnobs>[] = [{ sim: false }, { registration: 3 }, { attached: false }];
    for (const knobs of offline)
      expect(failure({ knobs })).toMatchObject({ urc: '+UPGRADEIND: -1001', state: '2,-1001,0,0' });
    const bench = createBench();
    bench.ask('AT+CFUN=4');
    upgradeTo(bench);
    bench.waitFor('+UPGRADEIND: -1001');
  });

  test('with nobody at the address is -1002, and so is a TLS server and no server at all', () => {
    const expected = { urc: '+UPGRADEIND: -1002', state: '2,-1002,0,0' };
    expect(failure({ refuse: true })).toMatchObject(expected);
    expect(failure({ url: 'https://a/b' })).toMatchObject(expected);
    expect(failure({ url: '' })).toMatchObject(expected);
  });

  test('with an error status is -1004 and tells the status', () => {
    const answer = (exchange: FakeExchange) => respond(exchange, '404 Not Found', Buffer.from('gone'));
    expect(failure({ answer })).toMatchObject({
      urc: '+UPGRADEIND: -1004',
      state: '2,-1004,404,0',
      progress: 0,
    });
  });

  test('with a refusal in JSON is -1003 at once and tells the number of the platform', () => {
    expect(failure({ answer: file(json) })).toMatchObject({
      urc: '+UPGRADEIND: -1003',
      state: '2,-1003,200,43',
      progress: 0,
      boots: 1,
    });
  });

  test('with a refusal in JSON and an error status follows its knob', () => {
    const answer = (exchange: FakeExchange) => respond(exchange, '400 Bad Request', json);
    expect(failure({ answer }).state).toBe('2,-1004,400,43');
    expect(failure({ answer, knobs: { refusalWithErrorStatus: -1003 } }).state).toBe('2,-1003,400,43');
  });

  test('with something that is no HTTP is -1004', () => {
    const answer = (exchange: FakeExchange) => exchange.send('hello\r\n\r\n');
    expect(failure({ answer })).toMatchObject({ state: '2,-1004,0,0' });
  });

  test('with a damaged, foreign or unwrapped package is -1003 after 100, and the old firmware runs on', () => {
    const flipped = pairPackage.slice();
    flipped[700] = (flipped[700] ?? 0) ^ 1;
    const foreign = wrapped(makePar([{ ...pairImage('ap', 'forward'), oldImage: oldCp }]));
    const cases: readonly [Uint8Array, string][] = [
      [flipped, 'damaged'],
      [foreign, 'base'],
      [pairPar, 'wrapper'],
      [pairPackage.subarray(0, pairPackage.length - 3), 'wrapper'],
      [join(pairPackage, Uint8Array.of(0)), 'wrapper'],
      [Uint8Array.of(0x7e), 'wrapper'],
      [Buffer.from('<html>'), 'wrapper'],
    ];
    for (const [bytes, reason] of cases) {
      const result = failure({ answer: file(bytes) });
      expect(result).toMatchObject({
        urc: '+UPGRADEIND: -1003',
        state: '2,-1003,200,0',
        progress: 10,
        boots: 1,
      });
      expect(result.refusal).toBe(reason);
      expect(versionOf(result.bench)).toBe(oldVersion);
    }
  });

  test('with a package made for a third firmware is -1003', () => {
    const third = oldAp.slice();
    third[70_000] = (third[70_000] ?? 0) ^ 1;
    expect(failure({ firmware: makeBinpkg(third, oldCp) })).toMatchObject({
      urc: '+UPGRADEIND: -1003',
      refusal: 'base',
    });
  });

  test('with more than the FOTA area holds downloads to 100 and is -1003', () => {
    const large = wrapped(new Uint8Array(480 * 1024 + 1));
    const result = failure({ answer: file(large) });
    expect(result).toMatchObject({ urc: '+UPGRADEIND: -1003', progress: 10, refusal: 'tooLarge', boots: 1 });
    expect(result.bench.module.stats().httpBodyBytes).toBe(large.length);
  });

  test('with an empty body or none at all is -1003 or, without a byte, -1001', () => {
    expect(failure({ answer: file(new Uint8Array()) }).state).toBe('2,-1003,200,0');
    expect(failure({ answer: (exchange) => exchange.end() }).state).toBe('2,-1001,0,0');
  });

  test('when the server goes silent is -1001 after its timeout', () => {
    expect(failure({ answer: () => {} }).state).toBe('2,-1001,0,0');
    const halfway = (exchange: FakeExchange): void => {
      exchange.send(`HTTP/1.1 200 OK\r\nContent-Length: ${pairPackage.length}\r\n\r\n`);
      exchange.send(pairPackage.subarray(0, 500));
    };
    expect(failure({ answer: halfway }).state).toBe('2,-1001,200,0');
  });

  test('when the flash cannot be written is -1005', () => {
    expect(failure({ knobs: { flashWriteFails: true } })).toMatchObject({ state: '2,-1005,200,0', boots: 1 });
  });

  test('can be tried again and then works', () => {
    let first = true;
    const { bench } = failure({
      answer(exchange) {
        if (first) respond(exchange, '200 OK', json);
        else serveFile(exchange, pairPackage);
        first = false;
      },
    });
    bench.ask('AT+UPGRADE');
    bench.waitFor('RDY');
    expect(versionOf(bench)).toBe(newVersion);
    expect(bench.module.stats().httpBodyBytes).toBe(json.length + pairPackage.length);
  });

  test('is told as a CME error by older firmware', () => {
    const bench = createBench({ refuse: true, knobs: { failureReport: 'cmeError' } });
    upgradeTo(bench);
    bench.waitFor('+CME ERROR: 1002');
  });
});

describe('the request', () => {
  const requestFor = (knobs: Partial<LuatKnobs>, url = 'http://a:8080/x y?b=1'): string | undefined => {
    const bench = createBench({ knobs });
    bench.ask('AT+UPGRADE="KEY","K1"');
    upgradeTo(bench, url);
    bench.waitFor('+UPGRADEIND');
    return bench.server.requests[0];
  };

  test('has the form of its knob', () => {
    expect(requestFor({})).toBe('GET /x y?b=1 HTTP/1.1\r\nHost: a:8080\r\n\r\n');
    expect(requestFor({ requestForm: 'http10' })).toBe('GET /x y?b=1 HTTP/1.0\r\nHost: a:8080\r\n\r\n');
    expect(requestFor({ requestForm: 'bareLf' })).toBe('GET /x y?b=1 HTTP/1.1\nHost: a:8080\n\n');
    expect(requestFor({}, 'http://a')).toBe('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(requestFor({ hostPort: 'always' }, 'http://a')).toBe('GET / HTTP/1.1\r\nHost: a:80\r\n\r\n');
    expect(requestFor({ extraHeader: 'User-Agent: x', rangeFirst: true }, 'http://a/b')).toBe(
      'GET /b HTTP/1.1\r\nHost: a\r\nRange: bytes=0-\r\nUser-Agent: x\r\n\r\n',
    );
  });

  test('tells a platform who asks when its URL has no query', () => {
    const path = '/api/site/firmware_upgrade';
    const asked = (knobs: Partial<LuatKnobs>, url = `http://a${path}`) =>
      requestFor(knobs, url)?.split(' ')[1];
    const { imei } = createBench().module.describe();
    const query = `?imei=${imei}&project_key=K1&firmware_name=AirM2M_780E_LTE_AT&version=`;
    expect(asked({})).toBe(`${path}${query}0.0.1001`);
    expect(asked({ platformVersionForm: 'n' })).toBe(`${path}${query}1001`);
    expect(asked({ platformVersionForm: 'Vn' })).toBe(`${path}${query}V1001`);
    expect(asked({ platformQuery: false })).toBe(path);
    expect(asked({}, `http://a${path}?mine=1`)).toBe(`${path}?mine=1`);
  });

  test('goes to the cloud of its knob when no URL is set', () => {
    const bench = createBench({ knobs: { cloudUrl: 'http://cloud/c' } });
    bench.ask('AT+UPGRADE');
    bench.waitFor('RDY');
    expect(bench.server.requests[0]).toContain('GET /c ');
  });

  test('continues a broken download by Range as often as its knob says', () => {
    const cutAfter = (bytes: number) => (exchange: FakeExchange) => {
      const from = Number(/bytes=(\d+)-/.exec(exchange.request)?.[1] ?? 0);
      const head = from > 0 ? `206 x\r\nContent-Range: bytes ${from}-/${pairPackage.length}` : '200 OK';
      exchange.send(`HTTP/1.1 ${head}\r\nContent-Length: ${pairPackage.length - from}\r\n\r\n`);
      exchange.send(pairPackage.subarray(from, from + bytes));
      exchange.end();
    };
    const need = Math.ceil(pairPackage.length / 600);
    const { bench } = upgrade({ answer: cutAfter(600), knobs: { resumeAttempts: need } });
    expect(versionOf(bench)).toBe(newVersion);
    expect(bench.module.stats()).toMatchObject({ httpRequests: need, httpBodyBytes: pairPackage.length });
    expect(failure({ answer: cutAfter(600), knobs: { resumeAttempts: 1 } }).state).toBe('2,-1001,206,0');
  });

  test('starts over when the server ignores the Range', () => {
    let first = true;
    const answer = (exchange: FakeExchange): void => {
      if (!first) {
        respond(exchange, '200 OK', pairPackage);
        return;
      }
      first = false;
      exchange.send(`HTTP/1.1 200 OK\r\nContent-Length: ${pairPackage.length}\r\n\r\n`);
      exchange.send(pairPackage.subarray(0, 700));
      exchange.end();
      return;
    };
    const { bench } = upgrade({ answer, knobs: { resumeAttempts: 1 } });
    expect(versionOf(bench)).toBe(newVersion);
    expect(bench.module.stats().httpBodyBytes).toBe(700 + pairPackage.length);
  });

  test('follows a redirect only when its knob allows', () => {
    const answer = (exchange: FakeExchange): void =>
      exchange.request.includes('/p.bin')
        ? respond(exchange, '302 Found', new Uint8Array(), ['Location: http://other/real'])
        : serveFile(exchange, pairPackage);
    expect(failure({ answer }).state).toBe('2,-1004,302,0');
    expect(versionOf(upgrade({ answer, knobs: { redirects: 1 } }).bench)).toBe(newVersion);
  });

  test('takes a body without a length up to the end of the connection, with only the last per cent', () => {
    const answer = (exchange: FakeExchange): void => {
      exchange.send('HTTP/1.0 200 OK\r\n\r\n');
      exchange.send(pairPackage);
      exchange.end();
    };
    const { bench, lines } = upgrade({ answer });
    expect(versionOf(bench)).toBe(newVersion);
    expect(lines.filter((line) => line.startsWith('+UPGRADEIND')).at(-1)).toBe('+UPGRADEIND: 100');
  });

  test('reads an answer that comes byte by byte', () => {
    const answer = (exchange: FakeExchange): void => {
      const head = `HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: ${pairPackage.length}\r\n\r\n`;
      for (const byte of join(Buffer.from(head), pairPackage)) exchange.send(Uint8Array.of(byte));
    };
    const { bench } = upgrade({ answer, knobs: { linkBytesPerSecond: 0 } });
    expect(versionOf(bench)).toBe(newVersion);
  });
});

describe('knobs of the upgrade', () => {
  test('progressStep 100 shows only the end, as EC718 does', () => {
    const { lines } = upgrade({ knobs: { progressStep: 100 } });
    expect(lines.filter((line) => line.startsWith('+UPGRADEIND'))).toEqual(['+UPGRADEIND: 100']);
  });

  test('applyDialect speaks the older URCs or none', () => {
    const old = upgrade({ knobs: { applyDialect: 'upgradedl', upgradeVer: true } });
    expect(old.lines).toContain('+UPGRADEDL: 0');
    expect(old.lines).toContain('+UPGRADEDL: 100');
    old.bench.clock.advance(100);
    expect(old.bench.lines().slice(-3)).toEqual([
      expect.stringContaining('+NITZ'),
      `+UPGRADEVER: ${newVersion}`,
      '+UPGRADEVER: 1',
    ]);
    const silent = upgrade({ knobs: { applyDialect: 'silent' } });
    expect(silent.lines.some((line) => line.includes('FOTA') || line.includes('UPGRADEDL'))).toBe(false);
    expect(versionOf(silent.bench)).toBe(newVersion);
  });

  test('versionAfterReboot old says all the right words and changes nothing', () => {
    const { bench, lines } = upgrade({ knobs: { versionAfterReboot: 'old' } });
    expect(lines).toContain('+QIND: "FOTA","END",0');
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('checkBeforeReset false restarts and lets the boot loader drop a bad package', () => {
    const flipped = pairPackage.slice();
    flipped[700] = (flipped[700] ?? 0) ^ 1;
    const { bench, lines } = upgrade({
      answer: file(flipped),
      knobs: { checkBeforeReset: false, upgradeVer: true },
    });
    expect(lines.some((line) => line.includes('FOTA'))).toBe(false);
    expect(bench.module.stats().boots).toBe(2);
    expect(versionOf(bench)).toBe(oldVersion);
    expect(bench.lines()).toContain('+UPGRADEVER: 0');
  });

  test('acceptBarePackage takes a delta.par without its wrapper', () => {
    const { bench } = upgrade({ answer: file(pairPar), knobs: { acceptBarePackage: true } });
    expect(versionOf(bench)).toBe(newVersion);
  });

  const badStream = wrapped(
    makePar([
      pairImage('ap', 'forward'),
      { ...pairImage('cp', 'forward'), newImage: new Uint8Array(8181), streams: streamsOf('block8193') },
    ]),
  );

  test('packageCheck decode refuses a stream that the module cannot unpack before anything is changed', () => {
    expect(failure({ answer: file(badStream) })).toMatchObject({
      urc: '+UPGRADEIND: -1003',
      refusal: 'stream',
    });
  });

  test('packageCheck header finds it in the middle of the work: END with an error and a dead module', () => {
    const knobs = { packageCheck: 'header', applyFailureCode: 511 } as const;
    const bench = createBench({ answer: file(badStream), knobs });
    upgradeTo(bench);
    bench.waitFor('+QIND: "FOTA","END",511');
    bench.clock.advance(60_000);
    bench.type('AT\r');
    bench.clock.advance(1000);
    expect(bench.lines().at(-1)).toBe('+QIND: "FOTA","END",511');
    expect(bench.module.describe()).toMatchObject({ state: 'dead', version: null });
    expect(bench.module.lastRefusal()?.reason).toBe('stream');
  });

  test('powerCut while applying is resumed at the next start, wherever it happens', () => {
    for (const point of ['halfBackup', 'afterBackup', 'halfImage'] as const)
      for (const part of [0, 2, 4]) {
        const { bench, lines } = upgrade({ knobs: { powerCut: `apply:${part}:${point}` } });
        expect(lines.filter((line) => line.includes('"START"'))).toHaveLength(2);
        expect(lines.filter((line) => line.includes('"END",0'))).toHaveLength(1);
        expect(versionOf(bench)).toBe(newVersion);
        expect(bench.module.knobs().powerCut).toBeNull();
      }
  });

  test('powerCut while downloading loses the download and keeps the old firmware', () => {
    const { bench, lines } = upgrade({ knobs: { powerCut: 'download:50' } });
    expect(lines).not.toContain('+UPGRADEIND: 100');
    expect(versionOf(bench)).toBe(oldVersion);
    expect(bench.ask('AT+UPGRADE?')).toContain('+UPGRADE: 0\r\n');
    expect(bench.ask('AT*EXINFO?')).toContain('*EXINFO: 0');
  });

  test('startOnUrlSet starts without a trigger and swallows the trigger that follows', () => {
    const bench = createBench({ knobs: { startOnUrlSet: true } });
    bench.ask(`AT+UPGRADE="URL","${testUrl}",1`);
    expect(bench.ask('AT+UPGRADE')).toContain('OK');
    bench.waitFor('RDY');
    expect(bench.module.stats().httpRequests).toBe(1);
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('upgradeWhileRunningCme refuses a second trigger and leaves the first alone', () => {
    const bench = createBench({ knobs: { upgradeWhileRunningCme: 1006 } });
    upgradeTo(bench);
    expect(bench.ask('AT+UPGRADE')).toContain('+CME ERROR: 1006');
    bench.waitFor('RDY');
  });

  test('the shapes of unknown answers are knobs', () => {
    const state = (knobs: Partial<LuatKnobs>) => failure({ refuse: true, knobs }).state;
    expect(state({ stateBrackets: true })).toBe('2,[-1002,0,0]');
    expect(state({ stateBlanks: true })).toBe('2, -1002, 0, 0');
    const bench = createBench({
      knobs: { upgradeTestCme: 58, readbackQuotes: true, maxValueBytes: 5, parameterCme: 795 },
    });
    expect(bench.ask('AT+UPGRADE=?')).toContain('+CME ERROR: 58');
    expect(bench.ask('AT+UPGRADE="URL","123456"')).toContain('+CME ERROR: 795');
    expect(bench.ask('AT+UPGRADE="KEY","12345"')).toContain('OK');
    expect(bench.ask('AT+UPGRADE="KEY"')).toContain('+UPGRADE:KEY,"12345"\r\n');
    expect(bench.ask('AT+UPGRADE="AUTO"')).toContain('+UPGRADE:AUTO,1\r\n');
  });

  test('factory values are what a new module holds', () => {
    const knobs = { factoryUrl: 'http://f/', factoryKey: 'k', factoryAuto: 0, factoryPeriodSec: 77 } as const;
    const bench = createBench({ knobs });
    expect(bench.ask('AT+UPGRADE="URL"')).toContain(',http://f/\r\n');
    expect(bench.ask('AT+UPGRADE="KEY"')).toContain(',k\r\n');
    expect(bench.ask('AT+UPGRADE="AUTO"')).toContain(',0\r\n');
    expect(bench.ask('AT+UPGRADE="PERIOD"')).toContain(',77\r\n');
  });
});

describe('the module asks by itself', () => {
  const day = 86_400_000;

  test('every period while AUTO is on and a URL is known', () => {
    const bench = createBench({ answer: (exchange) => respond(exchange, '404 Not Found', new Uint8Array()) });
    bench.clock.advance(2 * day);
    expect(bench.module.stats().httpRequests).toBe(0);
    bench.ask(`AT+UPGRADE="URL","${testUrl}"`);
    bench.clock.advance(2 * day + 60_000);
    expect(bench.module.stats().httpRequests).toBe(2);
    bench.ask('AT+UPGRADE="PERIOD",3600');
    bench.clock.advance(10 * 3_600_000 + 60_000);
    expect(bench.module.stats().httpRequests).toBe(12);
    bench.ask('AT+UPGRADE="AUTO",0');
    bench.clock.advance(day);
    expect(bench.module.stats().httpRequests).toBe(12);
  });

  test('in real time, however fast its own clock runs', () => {
    const bench = createBench({ refuse: true, knobs: { speed: 50 } });
    bench.ask(`AT+UPGRADE="URL","${testUrl}"`);
    bench.clock.advance(day / 2);
    expect(bench.seen()).not.toContain('-1002');
    bench.clock.advance(day / 2 + 60_000);
    expect(bench.seen()).toContain('-1002');
  });

  test('even after the longest period that the manual allows', () => {
    const bench = createBench();
    bench.ask(`AT+UPGRADE="URL","${testUrl}"`);
    bench.ask('AT+UPGRADE="PERIOD",4294967296');
    bench.clock.advance(4_294_967_295 * 1000);
    expect(bench.module.stats().httpRequests).toBe(0);
    bench.clock.advance(2000);
    expect(bench.module.stats().httpRequests).toBe(1);
  });
});

describe('knobs of time', () => {
  /** Milliseconds from now until the text appears. */
  const until = (bench: Bench, text: string): number => {
    const start = bench.clock.now();
    bench.waitFor(text);
    return bench.clock.now() - start;
  };

  test('each delay is its own knob', () => {
    const bench = createBench({
      knobs: {
        latencyMs: 10,
        nvWriteMs: 100,
        bootMs: 5000,
        networkMs: 700,
        rebootDelayMs: 900,
        applyMs: 10_000,
        contactMs: 400,
        linkBytesPerSecond: 0,
      },
    });
    const taken = (command: string): number => {
      const start = bench.clock.now();
      bench.ask(command);
      return bench.clock.now() - start;
    };
    expect(taken('AT')).toBe(10);
    expect(taken(`AT+UPGRADE="URL","${testUrl}",1`)).toBe(10);
    expect(taken('AT+UPGRADE="AUTO",0')).toBe(110);
    expect(taken('AT+UPGRADE')).toBe(10);
    const contact = until(bench, '+UPGRADEIND: 100');
    expect(contact).toBeGreaterThanOrEqual(400);
    expect(contact).toBeLessThan(420);
    expect(until(bench, '"START"')).toBe(900);
    expect(until(bench, '"END",0')).toBe(10_000);
    expect(until(bench, 'RDY')).toBe(5000);
    expect(until(bench, '+NITZ')).toBe(700);
  });

  test('speed divides them all', () => {
    const bench = createBench({ knobs: { speed: 100, bootMs: 5000, networkMs: 700, rebootDelayMs: 900 } });
    bench.ask('AT+RESET');
    expect(until(bench, '^boot.rom')).toBe(9);
    expect(until(bench, 'RDY')).toBe(50);
    expect(until(bench, '+NITZ')).toBe(7);
  });

  test('powerOffMs is how long the module stays dark', () => {
    const bench = createBench({
      knobs: { powerCut: 'download:50', powerOffMs: 7000, linkBytesPerSecond: 2000 },
    });
    upgradeTo(bench);
    bench.waitFor('+UPGRADEIND: 50');
    expect(bench.module.describe().state).toBe('off');
    expect(until(bench, '^boot.rom')).toBe(7000);
  });

  test('the link lets bytes through at its pace', () => {
    const bench = createBench({ knobs: { linkBytesPerSecond: 100, contactMs: 0 } });
    upgradeTo(bench);
    const start = bench.clock.now();
    bench.waitFor('+UPGRADEIND: 100');
    const expected = (pairPackage.length * 1000) / 100;
    expect(bench.clock.now() - start).toBeGreaterThan(expected * 0.9);
    expect(bench.clock.now() - start).toBeLessThan(expected * 1.2);
  });

  test('timeouts of HTTP are knobs and keep real time', () => {
    const silentFor = (knobs: Partial<LuatKnobs>, answer: (exchange: FakeExchange) => void): number => {
      const bench = createBench({
        knobs: { speed: 50, contactMs: 0, linkBytesPerSecond: 0, ...knobs },
        answer,
      });
      upgradeTo(bench);
      return until(bench, '+UPGRADEIND: -1001');
    };
    expect(silentFor({ firstByteTimeoutMs: 5000 }, () => {})).toBe(5006);
    const stall = (exchange: FakeExchange) => exchange.send('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n');
    expect(silentFor({ idleTimeoutMs: 8000 }, stall)).toBe(8006);
  });

  test('connectTimeoutMs ends a connection that nobody answers', () => {
    const bench = createBench({ silent: true, knobs: { connectTimeoutMs: 3000, contactMs: 0 } });
    upgradeTo(bench);
    expect(until(bench, '+UPGRADEIND: -1002')).toBe(3000);
  });
});

describe('knobs of the line, the radio and the port', () => {
  test('echo, cmee, unknownCommandCme and maxLineBytes are the state after power on', () => {
    const bench = createBench({ knobs: { echo: false, cmee: 0, maxLineBytes: 20 } });
    expect(bench.ask('AT+NOPE')).toBe('\r\nERROR\r\n');
    expect(bench.ask(`AT+UPGRADE="URL","${testUrl}"`)).toBe('\r\nERROR\r\n');
    expect(createBench({ knobs: { unknownCommandCme: 811 } }).ask('AT+NOPE')).toContain('+CME ERROR: 811');
  });

  test('sim, registration, attached and signal show in the commands of a technician', () => {
    const bench = createBench({ knobs: { sim: false } });
    for (const command of ['AT+CPIN?', 'AT+CCID', 'AT+CIMI'])
      expect(bench.ask(command)).toContain('+CME ERROR: 10');
    expect(bench.ask('AT+CREG?')).toContain('+CREG: 0,0');
    const denied = createBench({
      knobs: { registration: 3, signalRssi: 99, supplyMillivolts: 3300, serialNumber: 'S1' },
    });
    expect(denied.ask('AT+CEREG?')).toContain('+CEREG: 0,3');
    expect(denied.ask('AT+CGATT?')).toContain('+CGATT: 0');
    expect(denied.ask('AT+COPS?')).toContain('+COPS: 0\r\n');
    expect(denied.ask('AT+CSQ')).toContain('+CSQ: 99,0');
    expect(denied.ask('AT+CBC')).toContain('+CBC: 3300');
    expect(denied.ask('AT+WISN')).toContain('+WISN: S1');
    const detached = createBench({ knobs: { attached: false } });
    expect(detached.ask('AT+CREG?')).toContain('+CREG: 0,1');
    expect(detached.ask('AT+CGATT?')).toContain('+CGATT: 0');
  });

  test('the signal wanders within its jitter', () => {
    const bench = createBench({ random: () => 0, knobs: { signalRssi: 20, signalJitter: 3 } });
    expect(bench.ask('AT+CSQ')).toContain('+CSQ: 17,0');
    bench.module.setKnobs({ signalJitter: 0 });
    expect(bench.ask('AT+CSQ')).toContain('+CSQ: 20,0');
  });

  test('usbDrop takes the port away at the reset, hides the boot loader and brings the port back', () => {
    const bench = createBench({ knobs: { usbDrop: true, portBackMs: 1500, bootMs: 2000 } });
    const presence: boolean[] = [];
    bench.module.onPresence((present) => presence.push(present));
    upgradeTo(bench);
    bench.clock.runUntil(() => !bench.module.isPresent());
    expect(bench.lines().at(-1)).toBe('+UPGRADEIND: 100');
    expect(() => bench.module.attach()).toThrow('port.notReady');
    bench.clock.runUntil(() => bench.module.isPresent());
    bench.reattach();
    bench.waitFor('RDY');
    expect(bench.seen()).not.toContain('FOTA');
    expect(presence).toEqual([false, true]);
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('a name or a value that does not exist is refused with what does', () => {
    const refused = (knobs: object) => {
      try {
        createBench({ knobs });
      } catch (error) {
        return error;
      }
      return null;
    };
    const code = 'virtual.badKnob';
    expect(refused({ sped: 5 })).toMatchObject({ code, params: { knob: 'sped' } });
    expect(refused({ speed: 0 })).toMatchObject({ params: { reason: '>= 0.001' } });
    expect(refused({ speed: '5' })).toMatchObject({ params: { reason: '>= 0.001' } });
    expect(refused({ bootMs: -1 })).toMatchObject({ code });
    expect(refused({ applyDialect: 'x' })).toMatchObject({
      params: { reason: 'qind | upgradedl | upgraddl | silent' },
    });
    expect(refused({ powerCut: 'apply:1:never' })).toMatchObject({ code });
    expect(refused({ cloudUrl: 1 })).toMatchObject({ params: { reason: 'http://... | null' } });
  });
});
