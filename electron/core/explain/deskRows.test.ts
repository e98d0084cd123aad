import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../shared/contract/explain.ts';
import { runCase } from '../../../test/core-upgrades/bench.ts';
import type { KnobValues } from '../virtual/knobs/store.ts';
import type { LuatKnobs } from '../virtual/luatAt/knobs.ts';
import { quectelDfota } from '../virtual/quectel/dialect.ts';
import { quecthing } from '../virtual/quecthing/dialect.ts';
import { type BenchOptions, createBench, testUrl } from '../virtual/testing/bench.ts';
import { respond } from '../virtual/testing/fakeServer.ts';
import { newVersion, oldBinpkg, pairPackage } from '../virtual/testing/fixture.ts';
import { createKitBench } from '../virtual/testing/kitBench.ts';
import { buildSimulatorImage, buildSimulatorPackage } from '../virtual/testing/simulatorPackage.ts';
import { deskRows } from './deskRows.ts';
import { fromRows, namesOf, paste, transcriptRows } from './testing/seen.ts';

type Terminal = ReturnType<typeof createBench>;

/** What a person sees at the AT port of a virtual EC618 with these knobs, and asks of it. */
function luat(
  knobs: Partial<LuatKnobs>,
  act: (bench: Terminal) => void,
  more: BenchOptions = {},
): readonly Finding[] {
  const bench = createBench({ knobs, ...more });
  act(bench);
  return paste(bench.seen());
}

const ask =
  (...commands: readonly string[]) =>
  (bench: Terminal): void => {
    // The network is there or not after a while; nothing is asked before.
    bench.clock.advance(10_000);
    for (const command of commands) bench.ask(command);
  };

/** An upgrade from a URL up to the text that ends it, then whatever is asked. */
const upgrade =
  (end: string, ...after: readonly string[]) =>
  (bench: Terminal): void => {
    bench.clock.advance(5000);
    bench.ask('ATI');
    bench.ask(`AT+UPGRADE="URL","${testUrl}",1`);
    bench.ask('AT+UPGRADE');
    bench.waitFor(end);
    for (const command of after) bench.ask(command);
  };

const cloud = (cloudVerdict: LuatKnobs['cloudVerdict']) => (): readonly Finding[] =>
  luat({ cloudVerdict }, upgrade('+UPGRADEIND: -1003', 'AT+UPGRADE?'));

const setUp = [
  'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"',
  'AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"',
  'AT+QIOTREG=1',
];
const firmware = buildSimulatorImage({ version: 'BC25_FOTA_V1_0' });

async function platform(
  knobs: KnobValues,
  end: string,
  ...after: readonly string[]
): Promise<readonly Finding[]> {
  const bench = await createKitBench({
    ...{ dialect: quecthing, firmware },
    serve: buildSimulatorPackage({ source: 'BC25_FOTA_V1_0', target: 'BC25_FOTA_V2_0' }),
    knobs: {
      ...{ planUrl: 'http://cloud.example.com/p.bin', planComponent: 'BC25', planSource: 'BC25_FOTA_V1_0' },
      ...{ planTarget: 'BC25_FOTA_V2_0', ...knobs },
    },
  });
  for (const command of setUp) bench.ask(command);
  bench.waitFor(end);
  for (const command of after) {
    bench.ask(command);
    bench.clock.advance(30_000);
  }
  return paste(bench.seen());
}

async function dfota(knobs: KnobValues, end = 'END",'): Promise<readonly Finding[]> {
  const version = { source: 'EC800KCNLCR01A01M04', target: 'EC800KCNLCR01A02M04' };
  const bench = await createKitBench({
    ...{ dialect: quectelDfota, firmware: buildSimulatorImage({ version: version.source }) },
    ...{ serve: buildSimulatorPackage(version), knobs },
  });
  bench.ask('AT+QGMR');
  bench.ask('AT+QFOTADL="http://ota.example.com/a.bin",1,50');
  bench.waitFor(end);
  bench.clock.advance(120_000);
  return paste(bench.seen());
}

interface Case {
  readonly row: number;
  /** The knob or the transcript. */
  readonly by: string;
  readonly reach: () => readonly Finding[] | Promise<readonly Finding[]>;
  /** The closest thing that is not it. */
  readonly miss: string;
  readonly near: () => readonly Finding[] | Promise<readonly Finding[]>;
}

const lines =
  (...all: readonly string[]) =>
  (): readonly Finding[] =>
    paste(all.join('\r\n'));
const recorded = (id: string) => (): readonly Finding[] => fromRows(transcriptRows(id));

const cases: readonly Case[] = [
  {
    ...{ row: 1, by: 'sim: false', reach: () => luat({ sim: false }, ask('AT+CPIN?')) },
    ...{ miss: 'another CME number', near: lines('AT+CPIN?', '+CME ERROR: 14') },
  },
  {
    ...{ row: 2, by: 'registration: 2, signalRssi: 99' },
    reach: () => luat({ registration: 2, signalRssi: 99 }, ask('AT+CSQ', 'AT+CREG?')),
    miss: 'searching with a good signal',
    near: () => luat({ registration: 2 }, ask('AT+CSQ', 'AT+CREG?')),
  },
  {
    ...{ row: 3, by: 'registration: 3', reach: () => luat({ registration: 3 }, ask('AT+CREG?')) },
    ...{ miss: 'a mode of 3 with state 1', near: lines('AT+CREG?', '+CREG: 3,1', 'OK') },
  },
  {
    ...{ row: 4, by: 'attached: false', reach: () => luat({ attached: false }, upgrade('-1001')) },
    ...{ miss: 'attached', near: () => luat({}, ask('AT+CGATT?')) },
  },
  {
    ...{ row: 5, by: 'a server that refuses' },
    reach: () => luat({}, upgrade('-1002'), { refuse: true }),
    ...{
      miss: '-1004 of a server that was reached',
      near: () => luat({ httpStatus: 500 }, upgrade('-1004')),
    },
  },
  {
    ...{ row: 6, by: 'a URL without a scheme' },
    reach: () =>
      luat({}, (bench) => {
        bench.ask('AT+UPGRADE="URL","ota.example.com/p.bin",1');
        bench.ask('AT+UPGRADE');
        bench.waitFor('-1000');
      }),
    ...{
      miss: 'the reading back of a URL',
      near: lines('AT+UPGRADE="URL"', '+UPGRADE:URL,http://a/b', 'OK'),
    },
  },
  {
    ...{
      row: 7,
      by: 'httpStatus: 404',
      reach: () => luat({ httpStatus: 404 }, upgrade('-1004', 'AT+UPGRADE?')),
    },
    ...{ miss: 'httpStatus: 500', near: () => luat({ httpStatus: 500 }, upgrade('-1004', 'AT+UPGRADE?')) },
  },
  {
    ...{
      row: 8,
      by: 'cloudVerdict: 43, not asked',
      reach: () => luat({ cloudVerdict: 43 }, upgrade('-1003')),
    },
    ...{ miss: 'asked, so the code is known', near: cloud(43) },
  },
  {
    ...{ row: 9, by: 'fotaAreaBytes: 4096', reach: () => luat({ fotaAreaBytes: 1000 }, upgrade('-1003')) },
    ...{
      miss: '-1003 before 100 %',
      near: lines('AT+UPGRADE', 'OK', '+UPGRADEIND: 90', '+UPGRADEIND: -1003'),
    },
  },
  ...([25, 17, 3, 26, 27, 40, 43, 44] as const).map(
    (code, index): Case => ({
      ...{ row: 10 + index, by: `cloudVerdict: ${code}`, reach: cloud(code) },
      ...{ miss: 'the number as HTTP status', near: lines(`+UPGRADE: 2,-1003,${code},0`) },
    }),
  ),
  {
    ...{ row: 18, by: 'L-T6-21', reach: recorded('L-T6-21') },
    ...{ miss: 'cause 25', near: recorded('L-T6-25') },
  },
  {
    ...{ row: 19, by: "versionAfterReboot: 'old'" },
    reach: () => luat({ versionAfterReboot: 'old' }, upgrade('RDY', 'ATI')),
    ...{ miss: 'the new version', near: () => luat({}, upgrade('RDY', 'ATI')) },
  },
  {
    ...{ row: 20, by: 'flashWriteFails: true' },
    reach: () => luat({ flashWriteFails: true }, upgrade('-1005')),
    ...{ miss: '-1006', near: lines('AT+UPGRADE', 'OK', '+UPGRADEIND: -1006') },
  },
  {
    ...{ row: 21, by: 'usbDrop: true' },
    reach: async () => fromRows((await wholeUpgrade({ usbDrop: true })).rows),
    miss: 'the same on a UART',
    near: async () => fromRows((await wholeUpgrade({})).rows),
  },
  {
    ...{ row: 22, by: 'garbageBytes: 48' },
    reach: () => luat({ garbageBytes: 48 }, upgrade('RDY', 'ATI'), { random: () => 0.9 }),
    ...{
      miss: 'no garbage',
      near: () => luat({}, upgrade('RDY', 'ATI'), { random: () => 0.9 }),
    },
  },
  {
    ...{ row: 23, by: 'factoryAuto: 1, factoryPeriodSec: 60' },
    reach: () =>
      luat({ factoryAuto: 1, factoryPeriodSec: 60, cloudUrl: testUrl }, (bench) => {
        bench.ask('AT');
        bench.waitFor('+UPGRADEIND: ');
      }),
    ...{ miss: 'setting the URL was enough', near: () => luat({ startOnUrlSet: true }, startByUrl) },
  },
  {
    ...{ row: 24, by: "knownPk: 'other'", reach: () => platform({ knownPk: 'other' }, '1,10423') },
    ...{ miss: 'authenticated', near: () => platform({}, '3,10200') },
  },
  {
    ...{ row: 25, by: 'authEvent: 10422', reach: () => platform({ authEvent: 10_422 }, '1,10422') },
    ...{ miss: '5,10422 is of another type', near: lines('+QIOTEVT: 5,10422') },
  },
  {
    ...{ row: 26, by: "extraEvent: '2,10473'" },
    reach: () => platform({ extraEvent: '2,10473' }, '2,10473'),
    ...{ miss: '5,10473 is a cache', near: lines('+QIOTEVT: 5,10473') },
  },
  {
    ...{
      row: 27,
      by: "planKind: 'none'",
      reach: () => platform({ planKind: 'none' }, '3,10200', 'AT+QIOTOTAREQ'),
    },
    miss: 'an offer',
    near: () => platform({ planKind: 'fota' }, '3,10200', 'AT+QIOTOTAREQ'),
  },
  {
    ...{ row: 28, by: 'otaFailAt: 10702' },
    reach: () => platform({ planKind: 'fota', otaFailAt: 10_702 }, '10700', 'AT+QIOTUPDATE=1'),
    ...{ miss: '7,10705', near: recorded('Q-T1') },
  },
  {
    ...{ row: 29, by: "extraEvent: '8,10429'", reach: () => platform({ extraEvent: '8,10429' }, '8,10429') },
    ...{ miss: '8,10428', near: lines('+QIOTEVT: 8,10428') },
  },
  {
    ...{ row: 30, by: 'planMinBattery: 50, batteryPercent: 20' },
    reach: () => platform({ planKind: 'fota', planMinBattery: 50, batteryPercent: 20 }, '10700', 'AT+CBC'),
    miss: 'just enough',
    near: () => platform({ planKind: 'fota', planMinBattery: 50, batteryPercent: 50 }, '10700', 'AT+CBC'),
  },
  {
    ...{ row: 31, by: 'httpEndCode: 714', reach: () => dfota({ httpEndCode: 714 }, 'HTTPEND') },
    ...{ miss: '714 where a package is applied', near: lines('+QIND: "FOTA","END",714') },
  },
  {
    ...{ row: 32, by: 'endCode: 506', reach: () => dfota({ endCode: 506 }, '"END",') },
    ...{ miss: '506 of a download', near: lines('+QIND: "FOTA","HTTPEND",506') },
  },
  {
    ...{ row: 33, by: 'D-T3-510', reach: recorded('D-T3-510') },
    ...{ miss: '506', near: recorded('D-T4-506') },
  },
  {
    ...{ row: 34, by: 'endCode: 511', reach: () => dfota({ endCode: 511 }, '"END",') },
    ...{ miss: '502', near: recorded('D-T4-502') },
  },
  {
    ...{ row: 35, by: "fotaPath: 'UFS'", reach: () => dfota({ fotaPath: 'UFS' }, 'END') },
    ...{ miss: '602', near: recorded('D-T2-602') },
  },
  {
    ...{ row: 36, by: "powerCut: 'apply:1:halfImage'" },
    reach: () => luat({ powerCut: 'apply:1:halfImage', powerOffMs: 10_000 }, upgrade('RDY')),
    ...{ miss: 'applied without a break', near: () => luat({}, upgrade('RDY')) },
  },
];

function startByUrl(bench: Terminal): void {
  bench.ask(`AT+UPGRADE="URL","${testUrl}",1`);
  bench.waitFor('+UPGRADEIND: 100');
}

function wholeUpgrade(knobs: KnobValues) {
  return runCase({
    ...{ dialect: 'ec618-at', firmware: oldBinpkg, driver: 'luat-at', serve: pairPackage, newVersion },
    delivery: { kind: 'http', url: 'http://ota.example.com/p.bin', saveUrl: false },
    knobs: { usbDrop: false, ...knobs },
  });
}

const rowsOf = (findings: readonly Finding[]) => findings.map(({ desk }) => desk);

describe('the 36 rows of the support desk', () => {
  it('are all in the table, and each has a case here', () => {
    const all = Array.from({ length: 36 }, (_, index) => index + 1);
    expect([...new Set(deskRows.map(({ row }) => row))]).toEqual(all);
    expect(cases.map(({ row }) => row)).toEqual(all);
  });

  it.each(cases)('$row is reached by $by', async ({ row, reach }) => {
    const findings = await reach();
    expect(rowsOf(findings), namesOf(findings).join(' | ')).toContain(row);
    const found = findings.find(({ desk }) => desk === row);
    expect(found?.evidence.length).toBeGreaterThan(0);
  });

  it.each(cases)('$row is not said of $miss', async ({ row, near }) => {
    expect(rowsOf(await near())).not.toContain(row);
  });

  it('finds silence too: three commands that the restarted module does not hear', () => {
    const heard = ['AT+RESET', 'OK', 'RDY'];
    expect(namesOf(paste([...heard, 'AT', 'AT', 'AT'].join('\n')))).toEqual(['22 silentAfterReboot']);
    expect(paste([...heard, 'AT', 'AT', 'AT', 'OK'].slice(0, 5).join('\n'))).toEqual([]);
  });

  it('tells a power cut during the download from one while applying', () => {
    const cut = luat({ powerCut: 'download:50', powerOffMs: 10_000 }, upgrade('RDY'));
    expect(namesOf(cut)).toEqual(['downloadInterrupted']);
  });

  it('says nothing of an upgrade that went well', async () => {
    const { rows, said } = await wholeUpgrade({});
    expect(said).toBe('succeeded succeeded');
    expect(namesOf(fromRows(rows))).toEqual([]);
  });
});

describe('a refusal that the server explains in words', () => {
  it('puts the words in front of both readings', () => {
    const text = 'I/user.http fota\t400\ttable: 0\t{"code": 25, "msg": "\\u9879\\u76ee\\u65e0\\u6548"}';
    const [finding] = paste(text);
    expect(finding?.serverText).toBe('项目无效');
    expect(finding?.readings.map(({ table, what }) => `${table} ${what.code}`)).toEqual([
      'luatCloud cloudProjectInvalid',
      'luatShifted cloudNoPermission',
    ]);
  });

  it('reads them from what the own server answered', async () => {
    const end = await runCase({
      ...{ dialect: 'ec618-at', firmware: oldBinpkg, driver: 'luat-at', newVersion },
      delivery: { kind: 'http', url: 'http://ota.example.com/p.bin', saveUrl: false },
      serve: (exchange) => respond(exchange, '404 Not Found', Buffer.from('')),
    });
    expect(rowsOf(fromRows(end.rows))).toContain(7);
  });
});
