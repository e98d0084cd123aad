import { describe, expect, test } from 'vitest';
import type { KnobValues } from '../knobs/store.ts';
import { refusingConnect, respond } from '../testing/fakeServer.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../testing/simulatorPackage.ts';
import { quecthing } from './dialect.ts';

const oldVersion = 'BC25_FOTA_V1_0';
const newVersion = 'BC25_FOTA_V2_0';
const firmware = buildSimulatorImage({ version: oldVersion });
const upgrade = buildSimulatorPackage({ source: oldVersion, target: newVersion });
const plan: KnobValues = {
  planKind: 'fota',
  planUrl: 'http://cloud.example.com/p.bin',
  planComponent: 'BC25',
  planSource: oldVersion,
  planTarget: newVersion,
  planSizeBytes: 2563,
};

const open = (knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> =>
  createKitBench({ dialect: quecthing, firmware, serve: upgrade, knobs: { ...plan, ...knobs }, ...more });

const versionOf = (bench: KitBench): string | undefined => bench.ask('AT+CGMR')[0];
const event = (data: string): string => `+QIOTEVT: ${data}`;
const offer = event(`7,10700,"BC25","${oldVersion}","${newVersion}",30,-113,2563`);

function configure(bench: KitBench): void {
  bench.ask('AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"');
  bench.ask('AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"');
}

async function online(knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> {
  const bench = await open(knobs, more);
  configure(bench);
  bench.ask('AT+QIOTREG=1');
  bench.waitFor('3,10200');
  return bench;
}

async function accepted(knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> {
  const bench = await online(knobs, more);
  bench.ask('AT+QIOTOTAREQ');
  bench.waitFor(',2563');
  bench.ask('AT+QIOTUPDATE=1');
  return bench;
}

describe('the connection', () => {
  test('comes up line by line as documented, the authentication only the first time', async () => {
    const bench = await open();
    expect(bench.ask('AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"')).toEqual(['OK']);
    expect(bench.ask('AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"')).toEqual(['OK']);
    expect(bench.ask('AT+QIOTREG=1')).toEqual(['OK']);
    expect(bench.waitFor('3,10200')).toEqual([event('1,10200'), event('2,10200'), event('3,10200')]);
    expect(bench.ask('AT+QIOTSTATE?')).toEqual(['+QIOTSTATE: 8', 'OK']);
    bench.ask('AT+QIOTREG=0');
    bench.waitFor('6,10200');
    bench.ask('AT+QIOTREG=1');
    expect(bench.waitFor('3,10200')).toEqual([event('2,10200'), event('3,10200')]);
  });

  test('ends with 1,10423 for a wrong product key and 1,10424 for a wrong secret', async () => {
    for (const [knobs, code] of [
      [{ knownPk: 'other' }, 10_423],
      [{ knownPs: 'other' }, 10_424],
    ] as const) {
      const bench = await open(knobs);
      configure(bench);
      expect(bench.ask('AT+QIOTREG=1')).toEqual(['OK']);
      expect(bench.waitFor(String(code))).toEqual([event(`1,${code}`)]);
      expect(bench.ask('AT+QIOTSTATE?')).toEqual(['+QIOTSTATE: 4', 'OK']);
    }
  });

  test('ends with any code of any type that a knob asks for', async () => {
    const auth = [
      10_300, 10_404, 10_421, 10_422, 10_425, 10_427, 10_431, 10_433, 10_434, 10_440, 10_450, 10_500,
    ];
    const connect = [10_404, 10_430, 10_431, 10_433, 10_434, 10_437, 10_438, 10_441, 10_450, 10_471];
    const codes: readonly (readonly [string, number, string, number])[] = [
      ...auth.map((code) => ['authEvent', code, '1', 4] as const),
      ...[...connect, 10_473, 10_474, 10_475, 10_476, 10_477, 10_478].map(
        (code) => ['connectEvent', code, '2', 7] as const,
      ),
      ['subscribeEvent', 10_300, '3', 9],
    ];
    for (const [knob, code, type, state] of codes) {
      const bench = await open({ [knob]: code });
      configure(bench);
      bench.ask('AT+QIOTREG=1');
      bench.waitFor(event(`${type},${code}`));
      expect(bench.ask('AT+QIOTSTATE?')).toEqual([`+QIOTSTATE: ${state}`, 'OK']);
    }
    for (const extraEvent of ['8,10428', '8,10429', '8,10442', '9,10200', '4,10300', '5,10428', '7,10708']) {
      const bench = await online({ extraEvent });
      bench.waitFor(event(extraEvent));
    }
  });

  test('is lost with the events that say so', async () => {
    for (const extraEvent of ['2,10473', '2,10474', '2,10476', '6,10200']) {
      const bench = await online({ extraEvent });
      bench.waitFor(event(extraEvent));
      expect(bench.ask('AT+QIOTSTATE?')[0]).toBe('+QIOTSTATE: 1');
    }
  });

  test('fails at the authentication without network', async () => {
    const bench = await open({ attached: false });
    configure(bench);
    bench.ask('AT+QIOTREG=1');
    bench.waitFor(event('1,10450'));
  });

  test('needs a product, and keeps it while it is connected', async () => {
    const bench = await open();
    expect(bench.ask('AT+QIOTREG=1')).toEqual(['ERROR']);
    expect(bench.ask('AT+QIOTSTATE?')[0]).toBe('+QIOTSTATE: 0');
    configure(bench);
    bench.ask('AT+QIOTREG=1');
    bench.waitFor('3,10200');
    expect(bench.ask('AT+QIOTCFG="productinfo","a","b"')).toEqual(['ERROR']);
  });

  test('reads its settings back and refuses values out of range', async () => {
    const bench = await open();
    configure(bench);
    expect(bench.ask('AT+QIOTCFG="productinfo"')[0]).toBe(
      '+QIOTCFG: "productinfo","p1111a","c2VjcmV0c2VjcmV0"',
    );
    bench.ask('AT+QIOTCFG="productinfo","p1111a","s","v9"');
    expect(bench.ask('AT+QIOTCFG="productinfo"')[0]).toBe('+QIOTCFG: "productinfo","p1111a","s","v9"');
    expect(bench.ask('AT+QIOTCFG="server"')[0]).toBe(
      '+QIOTCFG: "server",1,"mqtt://iot-south.quectelcn.com:1883"',
    );
    expect(bench.ask('AT+QIOTCFG="lifetime"')[0]).toBe('+QIOTCFG: "lifetime",120');
    expect(bench.ask('AT+QIOTCFG="lifetime",300')).toEqual(['OK']);
    expect(bench.ask('AT+QIOTCFG="psk","abc"')).toEqual(['OK']);
    expect(bench.ask('AT+QIOTCFG="psk"')[0]).toBe('+QIOTCFG: "psk","abc"');
    for (const wrong of [
      '"lifetime",0',
      '"act",16',
      '"server",2,"mqtt://a"',
      '"server",1,"a"',
      '"productinfo","a"',
      `"psk","${'x'.repeat(33)}"`,
      '"nothing",1',
      '"nothing"',
    ])
      expect(bench.ask(`AT+QIOTCFG=${wrong}`)).toEqual(['ERROR']);
  });

  test('comes up by itself after a restart only in mode 2', async () => {
    const bench = await online();
    bench.ask('AT+CFUN=1,1');
    bench.waitFor('RDY');
    bench.clock.advance(60_000);
    expect(bench.ask('AT+QIOTREG?')[0]).toBe('+QIOTREG: 0');
    bench.ask('AT+QIOTREG=2');
    bench.waitFor('3,10200');
    bench.ask('AT+CFUN=1,1');
    bench.waitFor('RDY');
    bench.waitFor('3,10200');
    expect(bench.ask('AT+QIOTREG?')[0]).toBe('+QIOTREG: 2');
  });
});

describe('FOTA', () => {
  test('goes line by line as documented and brings the new version', async () => {
    const bench = await online({ signalRssi: 20 });
    expect(bench.ask('AT+QIOTOTAREQ')).toEqual(['OK']);
    expect(bench.waitFor(',2563')).toEqual([offer]);
    expect(bench.ask('AT+CBC')).toEqual(['+CBC: 0,86,3911', 'OK']);
    expect(bench.ask('AT+CSQ')).toEqual(['+CSQ: 20,99', 'OK']);
    expect(bench.ask('AT+QIOTUPDATE=1')).toEqual(['OK']);
    expect(bench.waitFor('10705')).toEqual([
      event('7,10701'),
      event('7,10702'),
      event('7,10703'),
      event('7,10704'),
      event('7,10705'),
    ]);
    bench.waitFor('RDY');
    bench.clock.advance(2000);
    expect(bench.ask('AT+QIOTREG=1')).toEqual(['OK']);
    expect(bench.waitFor('3,10200')).toEqual([event('2,10200'), event('3,10200')]);
    expect(bench.ask('AT+CGMR')).toEqual([newVersion, 'OK']);
    expect(bench.module.stats()).toMatchObject({ httpRequests: 1, httpBodyBytes: upgrade.length });
    bench.ask('AT+QIOTOTAREQ');
    bench.clock.advance(1_000_000);
    expect(bench.seen().match(/10700/g)).toHaveLength(1);
  });

  test('may tell its result after the restart or after the next login', async () => {
    const restarted = await accepted({ successAt: 'afterRestart' });
    expect(restarted.waitFor('10705').slice(-3)).toEqual([event('7,10704'), 'RDY', event('7,10705')]);
    const loggedIn = await accepted({ successAt: 'afterLogin' });
    loggedIn.waitFor('RDY');
    loggedIn.clock.advance(2000);
    loggedIn.ask('AT+QIOTREG=1');
    expect(loggedIn.waitFor('10705')).toEqual([event('2,10200'), event('3,10200'), event('7,10705')]);
    expect(versionOf(loggedIn)).toBe(newVersion);
  });

  test('is refused by the host line by line as documented, and offered again after the wait', async () => {
    const bench = await online({
      planComponent: 'EC800',
      planSource: '',
      planTarget: 'A_V2',
      planMinBattery: 50,
      planMinSignal: -95,
      planSizeBytes: 480_000,
      signalRssi: 5,
      refuseWaitMs: 1_200_000,
    });
    const demand = event('7,10700,"EC800","","A_V2",50,-95,480000');
    expect(bench.waitFor('480000')).toEqual([demand]);
    expect(bench.ask('AT+CSQ')).toEqual(['+CSQ: 5,99', 'OK']);
    expect(bench.ask('AT+QIOTUPDATE=0')).toEqual(['OK']);
    const start = bench.clock.now();
    bench.waitFor('480000');
    expect(bench.clock.now() - start).toBeGreaterThanOrEqual(1_200_000);
    expect(bench.module.stats().httpRequests).toBe(0);
  });

  test('is accepted once, and offered once in a period however often the module logs in', async () => {
    const bench = await online();
    bench.ask('AT+QIOTREG=0');
    bench.ask('AT+QIOTREG=1');
    bench.waitFor('3,10200');
    bench.clock.advance(1_250_000);
    expect(bench.seen().match(/10700/g)).toHaveLength(2);
    expect(bench.ask('AT+QIOTUPDATE=1')).toEqual(['OK']);
    expect(bench.ask('AT+QIOTUPDATE=1')).toEqual(['ERROR']);
    bench.waitFor('10705');
    expect(bench.module.stats().httpRequests).toBe(1);
  });

  test('is offered again every ten minutes while nobody answers', async () => {
    const bench = await online();
    bench.waitFor('10700');
    const start = bench.clock.now();
    bench.waitFor('10700');
    expect(bench.clock.now() - start).toBe(600_000);
  });

  test('fails with the network, line by line as documented', async () => {
    const bench = await accepted({ loseNetworkAt: 50 });
    expect(bench.waitFor('10706')).toEqual([
      event('7,10701'),
      event('7,10702'),
      event('2,10474'),
      event('7,10706'),
    ]);
    expect(bench.ask('AT+QIOTSTATE?')[0]).toBe('+QIOTSTATE: 1');
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('fails after each event that a knob names', async () => {
    for (const otaFailAt of [10_701, 10_702, 10_703, 10_704]) {
      const bench = await accepted({ otaFailAt });
      expect(bench.waitFor('10706').slice(-2)).toEqual([event(`7,${otaFailAt}`), event('7,10706')]);
      bench.ask('AT+CFUN=1,1');
      bench.waitFor('RDY');
      expect(versionOf(bench)).toBe(oldVersion);
    }
  });

  test('fails without server or file', async () => {
    const serve: KitBenchOptions['serve'] = (exchange) =>
      respond(exchange, '404 Not Found', new Uint8Array(1));
    for (const more of [{ connect: refusingConnect }, { serve }])
      expect((await accepted({}, more)).waitFor('10706').at(-1)).toBe(event('7,10706'));
  });

  test('fails for a package of another base, a damaged one or one without room', async () => {
    const flipped = upgrade.slice();
    flipped[400] = (flipped[400] ?? 0) ^ 1;
    const cases: readonly (readonly [KnobValues, Uint8Array, string])[] = [
      [{}, buildSimulatorPackage({ source: 'OTHER', target: newVersion }), 'base'],
      [{}, flipped, 'damaged'],
      [{ freeBytes: 100 }, upgrade, 'tooLarge'],
      [{ successAt: 'afterRestart' }, flipped, 'damaged'],
    ];
    for (const [knobs, serve, reason] of cases) {
      const bench = await accepted(knobs, { serve });
      bench.waitFor('10706');
      expect(versionOf(bench)).toBe(oldVersion);
      expect(bench.module.lastRefusal()?.reason).toBe(reason);
    }
  });

  test('is not offered without a plan, for another source version, or when not logged in', async () => {
    for (const knobs of [{ planKind: 'none' }, { planSource: 'OTHER' }, { planTarget: oldVersion }]) {
      const bench = await online(knobs);
      expect(bench.ask('AT+QIOTOTAREQ')).toEqual(['OK']);
      bench.clock.advance(2_000_000);
      expect(bench.seen()).not.toContain('10700');
      expect(bench.ask('AT+QIOTUPDATE=1')).toEqual(['ERROR']);
    }
    const offline = await open();
    expect(offline.ask('AT+QIOTOTAREQ')).toEqual(['OK']);
    offline.clock.advance(5000);
    expect(offline.seen()).not.toContain('10700');
  });

  test('is offered for another source version where the plan is wrong, and then fails', async () => {
    const serve = buildSimulatorPackage({ source: 'OTHER', target: newVersion });
    const bench = await online({ offerWrongPlan: true, planSource: 'OTHER' }, { serve });
    bench.ask('AT+QIOTOTAREQ');
    bench.waitFor(event('7,10700,"BC25","OTHER"'));
    bench.ask('AT+QIOTUPDATE=1');
    bench.waitFor('10706');
    expect(versionOf(bench)).toBe(oldVersion);
  });

  test('can be offered with bare words and without a blank', async () => {
    const bench = await online({ offerQuotes: false, eventBlank: false });
    bench.ask('AT+QIOTOTAREQ');
    expect(bench.waitFor('2563')).toEqual([`+QIOTEVT:7,10700,BC25,${oldVersion},${newVersion},30,-113,2563`]);
  });

  test('goes on after a power cut within the update, and tells its result at the next login', async () => {
    const bench = await accepted({ powerCut: 'apply:50' });
    bench.waitFor('RDY');
    expect(bench.seen()).not.toContain('10705');
    bench.clock.advance(2000);
    bench.ask('AT+QIOTREG=1');
    bench.waitFor('10705');
    expect(versionOf(bench)).toBe(newVersion);
  });

  test('is offered again after a power cut within the download', async () => {
    const bench = await accepted({ powerCut: 'download:50', linkBytesPerSecond: 2000 });
    bench.waitFor('RDY');
    bench.clock.advance(2000);
    bench.ask('AT+QIOTREG=1');
    bench.waitFor('3,10200');
    bench.ask('AT+QIOTOTAREQ');
    bench.waitFor('10700');
    bench.ask('AT+QIOTUPDATE=1');
    bench.waitFor('10705');
  });

  test('can fail in silence', async () => {
    const bench = await accepted({ versionAfterReboot: 'old' });
    bench.waitFor('RDY');
    expect(bench.seen()).toContain(event('7,10705'));
    expect(versionOf(bench)).toBe(oldVersion);
  });
});

describe('the times', () => {
  test('of login, other event, offer and its repetition are those of the knobs', async () => {
    const bench = await open({
      loginMs: 1500,
      planDelayMs: 2500,
      offerRepeatMs: 60_000,
      extraEvent: '4,10210',
      extraEventMs: 4000,
    });
    configure(bench);
    bench.ask('AT+QIOTREG=1');
    const start = bench.clock.now();
    bench.waitFor('3,10200');
    expect(bench.clock.now() - start).toBe(1500);
    bench.ask('AT+QIOTOTAREQ');
    const asked = bench.clock.now();
    bench.waitFor('4,10210');
    expect(bench.clock.now() - start).toBe(4000);
    bench.waitFor(offer);
    expect(bench.clock.now() - asked).toBe(2500);
    bench.waitFor(offer);
    expect(bench.clock.now() - start).toBe(1500 + 60_000);
  });

  test('of applying are long or short, and no per cent is told', async () => {
    const bench = await accepted({ applyMs: 90_000, applyPercents: '10,20,30' });
    bench.waitFor('10704');
    const start = bench.clock.now();
    expect(bench.waitFor('10705')).toEqual([event('7,10705')]);
    expect(bench.clock.now() - start).toBe(90_000);
  });
});

describe('the identity', () => {
  test('follows the image in the flash, and the facts are told', async () => {
    const bench = await open({ model: 'BC25', batteryPercent: 40, signalRssi: 10 });
    expect(bench.ask('ATI')).toEqual(['Quectel', 'BC25', `Revision: ${oldVersion}`, 'OK']);
    expect(bench.ask('AT+QIOTINFO?')).toContain('+QIOTINFO: "battery",40');
    expect(bench.ask('AT+QIOTINFO?')).toContain('+QIOTINFO: "signal_strength",-93');
    expect(bench.ask('AT+QIOTINFO="up"')).toEqual(['OK']);
    expect(bench.module.describe()).toMatchObject({ dialect: 'quecthing', version: oldVersion });
  });
});
