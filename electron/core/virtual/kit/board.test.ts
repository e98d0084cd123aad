import { describe, expect, test } from 'vitest';
import type { KnobValues } from '../knobs/store.ts';
import { quectelDfota } from '../quectel/dialect.ts';
import { createKitBench, type KitBench, type KitBenchOptions } from '../testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../testing/simulatorPackage.ts';

/** What every dialect of the kit has from it, shown on one of them. */
const upgrade = buildSimulatorPackage({ source: 'A_V1', target: 'A_V2' });

const open = (knobs: KnobValues = {}, more: Partial<KitBenchOptions> = {}): Promise<KitBench> =>
  createKitBench({
    dialect: quectelDfota,
    firmware: buildSimulatorImage({ version: 'A_V1' }),
    serve: upgrade,
    knobs,
    ...more,
  });

/** Simulated milliseconds until the text has come. */
function timeUntil(bench: KitBench, text: string): number {
  const start = bench.clock.now();
  bench.waitFor(text);
  return bench.clock.now() - start;
}

describe('the AT line', () => {
  test('echoes as the knob says, answers after its latency, and says errors in its CMEE mode', async () => {
    const bench = await open({ echo: false, latencyMs: 30, cmee: 2 });
    bench.send('AT\r');
    expect(timeUntil(bench, 'OK')).toBe(30);
    expect(bench.seen()).toBe('\r\nOK\r\n');
    expect(bench.ask('AT+NONE')).toEqual(['+CME ERROR: invalid command line']);
    bench.ask('ATE1');
    bench.ask('AT+CMEE=0');
    bench.send('AT+NONE\r');
    bench.waitFor('ERROR\r\n');
    expect(bench.seen().endsWith('AT+NONE\r\r\nERROR\r\n')).toBe(true);
    expect(bench.ask('AT+CMEE?')).toEqual(['+CMEE: 0', 'OK']);
  });

  test('has the numbers of the knobs for unknown commands and bad parameters, and a longest line', async () => {
    const bench = await open({ unknownCommandCme: 100, parameterCme: 50, maxLineBytes: 20 });
    expect(bench.ask('AT+NONE')).toEqual(['+CME ERROR: 100']);
    expect(bench.ask('ATE7')).toEqual(['+CME ERROR: 50']);
    expect(bench.ask('AT+CFUN=9')).toEqual(['+CME ERROR: 50']);
    expect(bench.ask('AT+CREG=9')).toEqual(['+CME ERROR: 50']);
    expect(bench.ask('AT+CMEE=9')).toEqual(['+CME ERROR: 50']);
    expect(bench.ask(`AT+${'X'.repeat(30)}`)).toEqual(['+CME ERROR: 58']);
  });
});

describe('SIM, radio and supply', () => {
  test('are told as the knobs say', async () => {
    const bench = await open({ signalRssi: 7, registration: 5, batteryPercent: 20, supplyMillivolts: 3300 });
    expect(bench.ask('AT+CSQ')).toEqual(['+CSQ: 7,99', 'OK']);
    expect(bench.ask('AT+CREG?')).toEqual(['+CREG: 0,5', 'OK']);
    expect(bench.ask('AT+CBC')).toEqual(['+CBC: 0,20,3300', 'OK']);
    expect(bench.ask('AT+CGATT?')).toEqual(['+CGATT: 1', 'OK']);
    expect(bench.ask('AT+CPIN?')).toEqual(['+CPIN: READY', 'OK']);
    bench.ask('AT+CEREG=2');
    expect(bench.ask('AT+CEREG?')).toEqual(['+CEREG: 2,5', 'OK']);
    expect(bench.ask('AT+CGSN')[0]).toBe(bench.module.describe().imei);
  });

  test('show what is missing', async () => {
    const noSim = await open({ sim: false });
    expect(noSim.ask('AT+CPIN?')).toEqual(['+CME ERROR: 10']);
    expect(noSim.ask('AT+CREG?')[0]).toBe('+CREG: 0,0');
    for (const registration of [0, 2, 3, 4]) {
      const bench = await open({ registration });
      expect(bench.ask('AT+CREG?')[0]).toBe(`+CREG: 0,${registration}`);
      expect(bench.ask('AT+CGATT?')[0]).toBe('+CGATT: 0');
    }
    const detached = await open({ attached: false });
    expect(detached.ask('AT+CGATT?')[0]).toBe('+CGATT: 0');
    detached.ask('AT+CFUN=4');
    expect(detached.ask('AT+CSQ')[0]).toBe('+CSQ: 99,99');
    expect(detached.ask('AT+CFUN?')[0]).toBe('+CFUN: 4');
  });
});

describe('a restart', () => {
  test('takes the times of the knobs, divided by the speed', async () => {
    const times = { rebootDelayMs: 500, bootMs: 3000, networkMs: 2000 };
    for (const speed of [1, 10]) {
      const bench = await open({ ...times, speed });
      bench.ask('AT+CFUN=1,1');
      expect(timeUntil(bench, 'RDY')).toBe(3500 / speed);
      expect(bench.ask('AT+CREG?')[0]).toBe('+CREG: 0,2');
      bench.clock.advance(2000 / speed);
      expect(bench.ask('AT+CREG?')[0]).toBe('+CREG: 0,1');
    }
  });

  test('takes the port away on USB for as long as the knob says', async () => {
    const bench = await open({ usbDrop: true, portBackMs: 900 });
    const changes: (readonly [boolean, number])[] = [];
    bench.module.onPresence((present) => changes.push([present, bench.clock.now()]));
    bench.ask('AT+CFUN=1,1');
    bench.clock.advance(10_000);
    expect(changes.map(([present]) => present)).toEqual([false, true]);
    expect((changes[1]?.[1] ?? 0) - (changes[0]?.[1] ?? 0)).toBe(900);
    bench.reattach();
    expect(bench.ask('AT')).toEqual(['OK']);
  });

  test('with an update may show its port while that is applied, or only after it', async () => {
    for (const [portWhileApplying, expected] of [
      [true, [false, true, false, true]],
      [false, [false, true]],
    ] as const) {
      const bench = await open({ usbDrop: true, portWhileApplying, applyPercents: '50' });
      const presence: boolean[] = [];
      bench.module.onPresence((present) => presence.push(present));
      bench.ask('AT+QFOTADL="http://a/b",1');
      bench.clock.advance(60_000);
      expect(presence).toEqual(expected);
    }
  });

  test('hears nothing while it boots', async () => {
    const bench = await open();
    bench.ask('AT+CFUN=1,1');
    bench.clock.advance(1000);
    bench.send('AT\r');
    bench.waitFor('RDY');
    bench.clock.advance(1000);
    expect(bench.seen().split('OK')).toHaveLength(2);
    expect(bench.module.stats().boots).toBe(2);
  });

  test('after a power cut waits as long as the knob says', async () => {
    const bench = await open({ powerCut: 'apply:20', powerOffMs: 60_000, applyMs: 9000 });
    bench.ask('AT+QFOTADL="http://a/b",1');
    bench.waitFor('UPDATING",7');
    expect(timeUntil(bench, '"START"')).toBe(1000 + 60_000);
  });
});

describe('a download', () => {
  test('has the pace and the time-outs of the knobs', async () => {
    const slow = await open({ linkBytesPerSecond: 1000, contactMs: 700 });
    slow.ask('AT+QFOTADL="http://a/b",0');
    expect(timeUntil(slow, 'HTTPSTART')).toBe(700);
    const took = timeUntil(slow, 'HTTPEND');
    expect(took).toBeGreaterThan(upgrade.length - 200);
    expect(took).toBeLessThan(upgrade.length + 500);
  });

  test('is read whole whatever pieces the server sends', async () => {
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${upgrade.length}\r\n\r\n`;
    const bench = await open(
      {},
      {
        serve(exchange) {
          for (const letter of head) exchange.send(letter);
          for (let at = 0; at < upgrade.length; at += 7) exchange.send(upgrade.subarray(at, at + 7));
        },
      },
    );
    bench.ask('AT+QFOTADL="http://a/b",1');
    bench.waitFor('"END",0');
  });
});

describe('a stand-in image', () => {
  test('is refused with a version that is none, another number or too few bytes', async () => {
    const image = buildSimulatorImage({ version: 'A_V1' });
    const changed = (at: number, value: number): Uint8Array => {
      const copy = image.slice();
      copy[at] = value;
      return copy;
    };
    for (const firmware of [
      changed(0, 1),
      changed(8, 2),
      changed(12, 0),
      changed(12, 32),
      image.subarray(0, 75),
    ])
      await expect(open({}, { firmware })).rejects.toMatchObject({ code: 'virtual.badFirmware' });
  });

  test('gives a module its IMEI by its id, and refuses one that is none', async () => {
    const bench = await open();
    expect(bench.module.describe().imei).toMatch(/^\d{15}$/);
    await expect(
      quectelDfota.create({
        id: 'x',
        firmware: buildSimulatorImage({ version: 'A' }),
        fileName: 'a',
        imei: '1',
      }),
    ).rejects.toMatchObject({ code: 'settings.invalid' });
  });
});
