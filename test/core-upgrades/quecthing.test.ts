import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { TakenImage } from '../../electron/core/modem/upgrade/imageTasks.ts';
import {
  buildSimulatorImage,
  buildSimulatorPackage,
} from '../../electron/core/virtual/testing/simulatorPackage.ts';
import { quecthingFailures } from '../../shared/domain/quecthingEvents.ts';
import { type CaseOptions, driverFor, runCase } from './bench.ts';
import { expectEveryKnob, good, harmless, playRows, type Row, serverRows } from './table.ts';

const versions = { source: 'BC25_FOTA_V1_0', target: 'BC25_FOTA_V2_0' };
const firmware = buildSimulatorImage({ version: versions.source });
const setUp = [
  'AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"',
  'AT+QIOTCFG="server",1,"mqtt://iot-south.quectelcn.com:1883"',
];

const fota: CaseOptions = {
  ...{ dialect: 'quecthing', firmware, driver: 'quecthing-fota', before: setUp },
  delivery: { kind: 'cloud', asks: true },
  serve: buildSimulatorPackage(versions),
  newVersion: versions.target,
  knobs: {
    ...{ planKind: 'fota', planUrl: 'http://cloud.example.com/p.bin', planComponent: 'BC25' },
    ...{ planSource: versions.source, planTarget: versions.target },
  },
};

const image = Uint8Array.from({ length: 5000 }, (_, index) => (index * 37 + (index >> 8)) & 0xff);
const sota: CaseOptions = {
  ...fota,
  driver: 'quecthing-sota',
  before: [...setUp, 'AT+QIOTMCUVER="MCU1","1.0.0"'],
  delivery: { kind: 'local', asks: true, take: async () => ({}) },
  serve: image,
  newVersion: '2.0.0',
  knobs: { planKind: 'sota', planUrl: 'http://a/b', planComponent: 'MCU1', planTarget: '2.0.0' },
};
const taken = 'unproven imageTaken';

const logins: readonly Row[] = [
  [good, { loginMs: 50_000 }],
  ['loginSilent', { loginMs: 100_000 }],
  ['quecthingWrongKey', { knownPk: 'other' }],
  ['quecthingWrongSecret', { knownPs: 'other' }],
  ['quecthingNoNetwork', { sim: false }],
  ['quecthingNoNetwork', { registration: 2 }],
  ['quecthingNoNetwork', { attached: false }],
  ['failed quecthingNotSetUp request', {}, { before: [] }],
  // Long after the login they change nothing.
  [good, { extraEvent: '8,10429' }],
  [good, { extraEvent: '4,10300', extraEventMs: 900 }],
  ['quecthingQuota', { extraEvent: '8,10429', extraEventMs: 900 }],
  ['quecthingEvent', { extraEvent: '8,10428', extraEventMs: 900 }],
  ['quecthingEvent', { extraEvent: '7,10708', extraEventMs: 900 }],
  ['notLoggedIn', { extraEvent: '6,10200', extraEventMs: 850 }],
  [good, { eventBlank: false }],
];

/** Every code of authentication, connection and subscription, with the verdict of the table. */
const codes: readonly Row[] = [...quecthingFailures].flatMap(([key, { verdict }]): Row[] => {
  const [type, code] = String(key).split(',');
  const knob = { 1: 'authEvent', 2: 'connectEvent', 3: 'subscribeEvent' }[Number(type)];
  return knob === undefined ? [] : [[verdict.replace('upgrade.', ''), { [knob]: Number(code) }]];
});

const plans: readonly Row[] = [
  [good, { model: 'BC25' }],
  ['noOffer', { planKind: 'none' }],
  ['noOffer', { planKind: 'sota' }],
  ['noOffer', { planUrl: '' }],
  ['noOffer', { planSource: 'other' }],
  [good, { planSource: '' }],
  [good, { planComponent: 'X' }],
  // The plan's name of a version proves nothing; the module's does.
  [good, { planTarget: 'V9' }],
  [good, { planSizeBytes: 99_999 }],
  [good, { planDelayMs: 110_000 }],
  ['noOffer', { planDelayMs: 150_000 }],
  [good, { offerRepeatMs: 1000 }],
  [good, { offerQuotes: false }],
  [good, { planMinBattery: 0, batteryPercent: 1 }],
  ['failed batteryLow request', { planMinBattery: 50, batteryPercent: 20 }],
  ['failed signalWeak request', { planMinSignal: -95, signalRssi: 5 }],
  ['failed signalUnknown request', { signalRssi: 99 }],
  [good, { signalRssi: 99 }, { options: { offerPolicy: { acceptUnknown: true } } }],
  [
    'quecthingFailed',
    { offerWrongPlan: true, planSource: 'other' },
    { serve: buildSimulatorPackage({ ...versions, source: 'other' }) },
  ],
];

const downloads: readonly Row[] = [
  ['failed connectionLost download', { loseNetworkAt: 50 }],
  ['failed quecthingFailed download', { otaFailAt: 10_701 }],
  ['failed quecthingFailed download', { otaFailAt: 10_702 }],
  ['failed quecthingFailed verify', { otaFailAt: 10_703 }],
  ['failed quecthingFailed apply', { otaFailAt: 10_704 }],
  ['failed quecthingFailed apply', { freeBytes: 100 }],
  [good, { successAt: 'afterRestart' }],
  [good, { successAt: 'afterLogin' }],
  ['quecthingFailed', { successAt: 'afterRestart', freeBytes: 100 }],
  // The platform says so only at the next login; the version says it before.
  ['sameVersion', { successAt: 'afterLogin', freeBytes: 100 }],
  // A download that tells nothing for minutes is not given up.
  [good, { linkBytesPerSecond: 10 }],
  ['downloadInterrupted', { powerCut: 'download:50' }],
  ['noReboot', { applyMs: 400_000 }],
  ['unproven reportedUnverified', { usbDrop: true, portBackMs: 400_000 }],
  ...serverRows(['connectionLost', 'quecthingFailed', 'connectionLost', 'connectionLost', 'quecthingFailed']),
];

const mcu: readonly Row[] = [
  [taken, {}],
  [taken, { blockBytes: 1000 }],
  [taken, { blockBytes: 700, maxReadBytes: 512 }],
  [taken, { maxReadBytes: 64 }],
  [taken, { crcKind: 'crc32Raw' }],
  ['failed imageDamaged verify', { corruptMd5: true }],
  ['failed imageDamaged verify', { corruptBytes: true }],
  ['failed planForModule request', { planKind: 'fota' }],
  ['batteryLow', { batteryPercent: 10 }],
  ['noOffer', { planSource: '0.9' }],
  ['noOffer', {}, { before: setUp }],
  ['cancelled offerRefused', {}, { options: { offerPolicy: { decision: 'refuse' } } }],
  // A refused plan is not offered again soon.
  ['cancelled offerRefused', { refuseWaitMs: 1 }, { options: { offerPolicy: { decision: 'refuse' } } }],
];

describe('quecthing-fota with a virtual QuecThing module', () => {
  playRows(fota, [...harmless, ...logins, ...codes, ...plans, ...downloads]);
  expectEveryKnob('quecthing', harmless, logins, codes, plans, downloads, mcu);

  it('is what such a module leads to, and SOTA for the image of its MCU', async () => {
    expect(await driverFor({ dialect: 'quecthing', firmware }, 'cloud')).toBe('quecthing-fota');
    expect(await driverFor({ dialect: 'quecthing', firmware }, 'local')).toBe('quecthing-sota');
  });

  it('weighs the offer before it accepts, and logs in again so that the platform hears of it', async () => {
    const end = await runCase(fota);
    expect(end).toMatchObject({ from: versions.source, to: versions.target });
    const orders = end.sent.filter((line) => /QIOT|CBC|CSQ|CGMR/.test(line));
    expect(orders.slice(orders.indexOf('AT+QIOTOTAREQ'))).toEqual([
      ...['AT+QIOTOTAREQ', 'AT+CBC', 'AT+CSQ', 'AT+QIOTUPDATE=1', 'AT+CGMR'],
      ...orders.slice(orders.lastIndexOf('AT+CGMR') + 1),
    ]);
    expect(orders.slice(orders.lastIndexOf('AT+CGMR') + 1)).toContain('AT+QIOTREG=1');
    expect(end.notes).toContain('upgrade.cloudInformed');
  });

  it('keeps a module that connects at every start as it is', async () => {
    const end = await runCase({ ...fota, before: [...setUp, 'AT+QIOTREG=2'] });
    expect(end.said).toBe(good);
    expect(end.sent).not.toContain('AT+QIOTREG=1');
  });

  it('gives a module without a product the one of the project, and leaves every other one alone', async () => {
    const product = { key: 'p1111a', secret: 'c2VjcmV0c2VjcmV0' };
    const delivery = { kind: 'cloud', asks: true, product } as const;
    const fresh = await runCase({ ...fota, before: [], delivery });
    expect(fresh.said).toBe(good);
    expect(fresh.sent).toContain('AT+QIOTCFG="productinfo","p1111a","c2VjcmV0c2VjcmV0"');
    const same = await runCase({ ...fota, delivery });
    expect(same.said).toBe(good);
    const other = await runCase({ ...fota, delivery: { ...delivery, product: { ...product, key: 'p2' } } });
    expect(other.said).toBe('failed quecthingOtherProduct');
    expect(other.sent.filter((line) => line.includes('"p2"'))).toEqual([]);
  });

  it('asks again by itself after a lost network where it was told to', async () => {
    const lost = await runCase({
      ...fota,
      knobs: { ...fota.knobs, loseNetworkAt: 50 },
      options: { waitForNetwork: true },
      when: { phase: 'deferred', act: (module) => module.setKnobs({ loseNetworkAt: 101 }) },
    });
    expect(lost.said).toBe(good);
    expect(lost.notes).toContain('upgrade.waiting');
  });

  it('says every event in words', async () => {
    const { notes } = await runCase(fota);
    expect(notes.filter((note) => note === 'upgrade.quecthingSaid').length).toBeGreaterThan(8);
  });
});

describe('quecthing-sota with a virtual QuecThing module', () => {
  playRows(sota, mcu);

  it('hands on the very bytes, says that it uses them and declares the version', async () => {
    const images: TakenImage[] = [];
    const end = await runCase({
      ...sota,
      knobs: { ...sota.knobs, blockBytes: 1000 },
      delivery: {
        kind: 'local',
        asks: true,
        take: async (arrived) => {
          images.push(arrived);
          return {};
        },
      },
    });
    expect(images.map(({ bytes }) => Buffer.compare(bytes, image))).toEqual([0]);
    expect(end.sent.filter((line) => line === 'AT+QIOTUPDATE=2')).toHaveLength(4);
    expect(end.sent.slice(-2)).toEqual(['AT+QIOTUPDATE=3', 'AT+QIOTMCUVER="MCU1","2.0.0"']);
    expect(end.notes).toContain('upgrade.cloudInformed');
  });

  it('is proved by the word of whoever runs the image', async () => {
    const take = async (): Promise<{ provenVersion: string }> => ({ provenVersion: '2.0.0' });
    expect((await runCase({ ...sota, delivery: { kind: 'local', asks: true, take } })).said).toBe(
      'succeeded imageRuns',
    );
  });
});
