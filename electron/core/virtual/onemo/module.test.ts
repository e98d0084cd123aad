import { describe, expect, test } from 'vitest';
import type { KnobValues } from '../knobs/store.ts';
import { respond } from '../testing/fakeServer.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../testing/simulatorPackage.ts';
import { onemoLwm2m } from './dialect.ts';

const oldVersion = 'MN316_V1.0.0';
const newVersion = 'MN316_V1.0.1';
const firmware = buildSimulatorImage({ version: oldVersion });
const upgrade = buildSimulatorPackage({ source: oldVersion, target: newVersion });
const planUrl = 'http://ota.example.com/mn316.pkg';

const open = (knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> =>
  createKitBench({
    dialect: onemoLwm2m,
    firmware,
    serve: upgrade,
    knobs: { planUrl, bootstrapEvent: 0, ...knobs },
    ...more,
  });

const versionOf = (bench: KitBench): string | undefined => bench.ask('AT+CGMR')[0];
const create = 'AT+MIPLCREATEEX="nbiotbt.heclouds.com:5683",1';
const login = 'AT+MIPLOPEN=0,3000,30';

async function loggedIn(knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> {
  const bench = await open(knobs, more);
  bench.ask(create);
  bench.ask(login);
  bench.waitFor('+MIPLEVENT: 0,6');
  return bench;
}

describe('the login', () => {
  test('goes line by line as documented', async () => {
    const bench = await open({ bootstrapEvent: 2 });
    expect(bench.ask(create)).toEqual(['+MIPLCREATEEX: 0', 'OK']);
    expect(bench.ask(login)).toEqual(['OK']);
    expect(bench.waitFor('0,6')).toEqual(['+MIPLEVENT: 0,2', '+MIPLEVENT: 0,6']);
  });

  test('fails at the bootstrap, at the platform or without network', async () => {
    for (const [knobs, events] of [
      [{ bootstrapEvent: 3 }, ['+MIPLEVENT: 0,3']],
      [{ bootstrapEvent: 2, loginEvent: 7 }, ['+MIPLEVENT: 0,2', '+MIPLEVENT: 0,7']],
      [{ sim: false }, ['+MIPLEVENT: 0,7']],
    ] as const) {
      const bench = await open(knobs);
      bench.ask(create);
      bench.ask(login);
      bench.clock.advance(10_000);
      expect(bench.lines().filter((line) => line.startsWith('+MIPLEVENT'))).toEqual(events);
      expect(bench.ask('AT+MIPLUPDATE=0,3000')).toEqual(['+CIS ERROR: 602']);
    }
  });

  test('is what most commands need', async () => {
    const bench = await open();
    for (const command of ['AT+MIPLUPDATE=0,3000', 'AT+MIPLNOTIFY=0,1', 'AT+MIPLCLOSE=0', 'AT+MIPLDELETE=0'])
      expect(bench.ask(command)).toEqual(['+CIS ERROR: 602']);
    expect(bench.ask(login)).toEqual(['+CIS ERROR: 651']);
    expect(bench.ask('AT+MIPLCREATEEX="nowhere"')).toEqual(['+CIS ERROR: 601']);
    bench.ask(create);
    expect(bench.ask('AT+MIPLOPEN=0')).toEqual(['+CIS ERROR: 601']);
  });

  test('answers any CIS error that a knob asks for', async () => {
    for (const cisError of [100, 601, 602, 651, 652, 653]) {
      const bench = await open({ cisError });
      expect(bench.ask(create)).toEqual([`+CIS ERROR: ${cisError}`]);
    }
  });

  test('lets the session be updated, notified, closed and deleted', async () => {
    const bench = await loggedIn({ planUrl: '' });
    expect(bench.ask('AT+MIPLUPDATE=0,3000,0')).toEqual(['OK']);
    bench.waitFor('+MIPLEVENT: 0,11');
    bench.ask('AT+MIPLNOTIFY=0,1,3,0,9,4,1,"86",0,0');
    bench.waitFor('+MIPLEVENT: 0,26');
    bench.ask(`AT+MIPLNOTIFY=0,1,3,0,9,4,1025,"${'x'.repeat(1025)}",0,0`);
    bench.waitFor('+MIPLEVENT: 0,33');
    expect(bench.ask('AT+MIPLREADRSP=0,1001,1')).toEqual(['OK']);
    expect(bench.ask('AT+MIPLCLOSE=0')).toEqual(['OK']);
    bench.waitFor('+MIPLEVENT: 0,15');
    expect(bench.ask('AT+MIPLDELETE=0')).toEqual(['OK']);
    expect(bench.ask(login)).toEqual(['+CIS ERROR: 651']);
  });

  test('may be followed by an event of the platform', async () => {
    for (const platformEvent of [31, 32, 33]) {
      const bench = await loggedIn({ platformEvent, planUrl: '' });
      bench.waitFor(`+MIPLEVENT: 0,${platformEvent}`);
      const after = bench.ask('AT+MIPLREADRSP=0,1,1');
      expect(after).toEqual([platformEvent === 31 ? '+CIS ERROR: 602' : 'OK']);
    }
  });
});

describe('an update', () => {
  test('goes line by line as documented and brings the new version', async () => {
    const bench = await loggedIn();
    expect(bench.waitFor('0,44')).toEqual([
      '+MIPLEVENT: 0,40',
      '+MIPLEVENT: 0,42',
      '+MIPLEVENT: 0,43',
      '+MATREADY',
      '+MIPLEVENT: 0,44',
    ]);
    bench.clock.advance(5000);
    expect(bench.ask(login)).toEqual(['OK']);
    expect(bench.waitFor('0,46')).toEqual(['+MIPLEVENT: 0,6', '+MIPLEVENT: 0,46']);
    expect(versionOf(bench)).toBe(newVersion);
    bench.clock.advance(3_000_000);
    expect(bench.seen().match(/0,40/g)).toHaveLength(1);
  });

  test('may tell its result before the restart', async () => {
    const bench = await loggedIn({ resultAt: 'beforeRestart' });
    expect(bench.waitFor('MATREADY').slice(-2)).toEqual(['+MIPLEVENT: 0,44', '+MATREADY']);
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('may be preceded by a question for the battery', async () => {
    const bench = await loggedIn({ platformReads: true });
    expect(bench.waitFor('0,40')).toEqual(['+MIPLREAD: 0,1001,3,0,9', '+MIPLEVENT: 0,40']);
  });

  test('does not come without a plan', async () => {
    const bench = await loggedIn({ planUrl: '' });
    bench.clock.advance(2_000_000);
    expect(bench.seen()).not.toContain('0,40');
  });

  test('fails to download where there is no file', async () => {
    const bench = await loggedIn(
      {},
      { serve: (exchange) => respond(exchange, '404 Not Found', new Uint8Array(1)) },
    );
    expect(bench.waitFor('0,41')).toEqual(['+MIPLEVENT: 0,40', '+MIPLEVENT: 0,41']);
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('is interrupted and goes on after a restart and the next login', async () => {
    const bench = await loggedIn({ interruptAt: 50 });
    expect(bench.waitFor('0,47')).toEqual(['+MIPLEVENT: 0,40', '+MIPLEVENT: 0,47']);
    bench.ask('AT+CFUN=1,1');
    bench.waitFor('+MATREADY');
    bench.clock.advance(5000);
    bench.ask(login);
    expect(bench.waitFor('0,44')[1]).toBe('+MIPLEVENT: 0,40');
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('goes on after a power cut within the download, and after one within the update', async () => {
    const bench = await loggedIn({ powerCut: 'download:50', linkBytesPerSecond: 2000 });
    expect(bench.waitFor('+MATREADY')).toEqual(['+MIPLEVENT: 0,40', '+MATREADY']);
    bench.module.setKnobs({ powerCut: 'apply:50' });
    bench.clock.advance(5000);
    bench.ask(login);
    bench.waitFor('0,44');
    expect(bench.module.knobs()['powerCut']).toBeNull();
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('whose connection breaks is interrupted or failed, as the knob says', async () => {
    const serve: KitBenchOptions['serve'] = (exchange) => {
      exchange.send('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
      exchange.send(new Uint8Array(40));
      exchange.end();
    };
    for (const brokenEvent of [47, 41])
      (await loggedIn({ brokenEvent }, { serve })).waitFor(`+MIPLEVENT: 0,${brokenEvent}`);
  });

  test('fails for a wrong base, a damaged package, no room, or because a knob says so', async () => {
    const flipped = upgrade.slice();
    flipped[400] = (flipped[400] ?? 0) ^ 1;
    const cases: readonly (readonly [KnobValues, Uint8Array, string | undefined])[] = [
      [{}, buildSimulatorPackage({ source: 'OTHER', target: newVersion }), 'base'],
      [{}, flipped, 'damaged'],
      [{ freeBytes: 100 }, upgrade, 'tooLarge'],
      [{ updateFails: true }, upgrade, undefined],
    ];
    for (const [knobs, serve, reason] of cases) {
      const bench = await loggedIn(knobs, { serve });
      expect(bench.waitFor('0,45').slice(-3)).toEqual(['+MIPLEVENT: 0,43', '+MATREADY', '+MIPLEVENT: 0,45']);
      expect(versionOf(bench)).toBe(oldVersion);
      expect(bench.module.lastRefusal()?.reason).toBe(reason);
    }
  });

  test('can fail in silence', async () => {
    const bench = await loggedIn({ versionAfterReboot: 'old' });
    bench.waitFor('0,44');
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('needs a new instance where that does not survive the restart', async () => {
    const bench = await loggedIn({ instanceSurvives: false });
    bench.waitFor('0,44');
    bench.clock.advance(5000);
    expect(bench.ask(login)).toEqual(['+CIS ERROR: 651']);
    bench.ask(create);
    bench.ask(login);
    bench.waitFor('0,46');
  });

  test('is told in the lines of Xinyi modules where the knob says so', async () => {
    const bench = await loggedIn({ stateLines: 'xinyi' });
    expect(bench.waitFor('SUCCESS')).toEqual([
      '+FIRMWARE DOWNLOADING',
      '+FIRMWARE DOWNLOADED',
      '+FIRMWARE UPDATING',
      '+MATREADY',
      '+FIRMWARE UPDATE SUCCESS',
    ]);
  });
});

describe('CTWing', () => {
  test('counts bytes while it downloads', async () => {
    const bench = await loggedIn({ platform: 'ctwing', linkBytesPerSecond: 2000 });
    const counted = bench.waitFor('0,42').filter((line) => line.startsWith('+MIPLEVENT: 0,51,'));
    expect(counted.length).toBeGreaterThan(5);
    expect(counted.at(-1)).toBe(`+MIPLEVENT: 0,51,${upgrade.length},${upgrade.length}`);
  });

  test('fails the update when the session is closed, its lifetime or the time of the update is over', async () => {
    const slow = { platform: 'ctwing', linkBytesPerSecond: 1, idleTimeoutMs: 1e9 };
    const closed = await loggedIn(slow);
    closed.waitFor('0,40');
    closed.ask('AT+MIPLCLOSE=0');
    closed.waitFor('0,41');
    const expired = await loggedIn(slow);
    expired.waitFor('0,40');
    expired.waitFor('0,41');
    const late = await open(slow);
    late.ask(create);
    expect(late.ask('AT+MIPLFOTACFG="timeout",1')).toEqual(['OK']);
    expect(late.ask('AT+MIPLFOTACFG="timeout"')).toEqual(['+MIPLFOTACFG: "timeout",1', 'OK']);
    late.ask('AT+MIPLOPEN=0,86400,30');
    late.waitFor('0,40');
    const start = late.clock.now();
    late.waitFor('0,41');
    expect(late.clock.now() - start).toBe(3_600_000);
    expect(late.ask('AT+MIPLFOTACFG="timeout",1441')).toEqual(['+CIS ERROR: 601']);
  });

  test('on OneNET closing only interrupts', async () => {
    const bench = await loggedIn({ linkBytesPerSecond: 1, idleTimeoutMs: 1e9 });
    bench.waitFor('0,40');
    bench.ask('AT+MIPLCLOSE=0');
    expect(bench.waitFor('0,15')).toEqual(['+MIPLEVENT: 0,47', '+MIPLEVENT: 0,15']);
  });
});

describe('the times', () => {
  test('of login, event of the platform and plan are those of the knobs', async () => {
    const bench = await open({ loginMs: 1500, planDelayMs: 2500, platformEvent: 32, platformEventMs: 700 });
    bench.ask(create);
    bench.ask(login);
    const start = bench.clock.now();
    const passed: number[] = [];
    for (const event of ['0,6', '0,32', '0,40']) {
      bench.waitFor(event);
      passed.push(bench.clock.now() - start);
    }
    expect(passed).toEqual([1500, 2200, 4000]);
  });

  test('of applying are long or short, and no per cent is told', async () => {
    const bench = await loggedIn({ resultAt: 'beforeRestart', applyMs: 90_000, applyPercents: '10,20,30' });
    bench.waitFor('0,43');
    const start = bench.clock.now();
    expect(bench.waitFor('0,44')).toEqual(['+MIPLEVENT: 0,44']);
    expect(bench.clock.now() - start).toBe(90_000);
  });
});

describe('the identity', () => {
  test('follows the image in the flash', async () => {
    const bench = await open({ model: 'MN318' });
    expect(bench.ask('ATI')).toEqual(['CMCC', 'MN318', oldVersion, 'OK']);
    expect(bench.module.describe()).toMatchObject({ dialect: 'onemo-lwm2m', version: oldVersion });
  });
});
