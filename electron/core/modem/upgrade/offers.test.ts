import { describe, expect, it } from 'vitest';
import { createPlannedBench } from '../testing/plannedBench.ts';
import { defaultOfferPolicy, objectionsTo } from './offerRules.ts';

const offer = { component: 'MCU', from: null, to: 'V2' };

describe('what an offer demands', () => {
  const check = (
    limits: { minBattery?: number; minSignalDbm?: number },
    batteryPercent: number | null,
    signalDbm: number | null,
    acceptUnknown = false,
  ) =>
    objectionsTo(
      { ...offer, ...limits },
      { batteryPercent, signalDbm },
      { ...defaultOfferPolicy, acceptUnknown },
    ).map(({ kind }) => kind);

  it('is held against battery and signal', () => {
    expect(check({ minBattery: 50, minSignalDbm: -95 }, 50, -95)).toEqual([]);
    expect(check({ minBattery: 50, minSignalDbm: -95 }, 49, -97)).toEqual(['battery', 'signal']);
    expect(check({}, null, null)).toEqual([]);
    expect(check({ minBattery: 0 }, null, null)).toEqual([]);
  });

  it('refuses a signal that is not known, even where the limit is none, unless a person takes it upon themselves', () => {
    expect(check({ minSignalDbm: -113 }, null, null)).toEqual(['signal']);
    expect(check({ minSignalDbm: -113 }, null, -113)).toEqual([]);
    expect(check({ minBattery: 30, minSignalDbm: -113 }, null, null, true)).toEqual([]);
  });
});

describe('a plan of the platform', () => {
  it('is accepted by itself, followed in bytes, and reported after the version was read', async () => {
    const bench = await createPlannedBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    await bench.clock.advance(500);
    bench.say('start', 'bytes,500,1000');
    await bench.waitFor('downloading');
    await bench.comeBack('V2');
    await bench.waitFor('reporting');
    bench.say('good');
    const { verdict } = await bench.finish(run);
    expect(verdict).toMatchObject({ outcome: 'succeeded', code: 'upgrade.succeeded' });
    expect(bench.module.commands.filter((command) => /PLAN|LOGIN|CBC|CSQ/.test(command))).toEqual(
      'AT+PLAN AT+CBC AT+CSQ AT+PLAN=1 AT+LOGIN'.split(' '),
    );
    expect(bench.progress).toContain('upgrade.downloading 500/1000 bytes');
    expect(bench.notes()).toEqual(
      expect.arrayContaining(['upgrade.offered', 'upgrade.offerAccepted', 'upgrade.cloudInformed']),
    );
  });

  it('succeeds by the version alone when the platform never answers', async () => {
    const bench = await createPlannedBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    await bench.clock.advance(500);
    await bench.comeBack('V2');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    expect(bench.notes()).toContain('upgrade.reportUnheard');
  });

  it('is no success by the platform’s word alone', async () => {
    const bench = await createPlannedBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    await bench.clock.advance(500);
    bench.say('done', 'good');
    bench.module.answer('AT', null);
    bench.module.say('RDY');
    expect((await bench.finish(run)).verdict).toMatchObject({
      outcome: 'unproven',
      code: 'upgrade.reportedUnverified',
    });
  });

  it.each([
    [['+CBC: 0,20,3700', 'OK'], ['+CSQ: 20,99', 'OK'], 'upgrade.batteryLow', { needed: 30, actual: 20 }],
    [['ERROR'], ['+CSQ: 20,99', 'OK'], 'upgrade.batteryUnknown', { needed: 30 }],
    [['+CBC: 0,86,3911', 'OK'], ['+CSQ: 5,99', 'OK'], 'upgrade.signalWeak', { needed: -95, actual: -103 }],
    [['+CBC: 0,86,3911', 'OK'], ['+CSQ: 99,99', 'OK'], 'upgrade.signalUnknown', { needed: -95 }],
  ])('is refused by the host with %s and %s', async (battery, signal, code, params) => {
    const bench = await createPlannedBench();
    bench.module.answer('AT+CBC', battery);
    bench.module.answer('AT+CSQ', signal);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-95');
    const { verdict } = await bench.finish(run);
    expect(verdict).toMatchObject({ outcome: 'failed', code, params, stage: 'request', domain: 'airdock' });
    expect(bench.module.commands.at(-1)).toBe('AT+PLAN=0');
    expect(verdict.evidence.length).toBeGreaterThan(2);
  });

  it('waits for the person where the policy is to ask', async () => {
    const bench = await createPlannedBench();
    const run = bench.start({ offerPolicy: { decision: 'ask' } });
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    await bench.waitFor('offered');
    await bench.clock.advance(3_600_000);
    expect(bench.module.commands).not.toContain('AT+PLAN=1');
    bench.answer('accept');
    await bench.clock.advance(1000);
    await bench.comeBack('V2');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('can be refused by the person, or by the policy', async () => {
    for (const decision of ['ask', 'refuse'] as const) {
      const bench = await createPlannedBench();
      const run = bench.start({ offerPolicy: { decision } });
      await bench.waitFor('requesting');
      bench.say('offer,V2,30,-100');
      if (decision === 'ask') {
        await bench.waitFor('offered');
        bench.answer('refuse');
      }
      expect((await bench.finish(run)).verdict).toMatchObject({
        outcome: 'cancelled',
        code: 'upgrade.offerRefused',
        domain: 'person',
      });
      expect(bench.module.commands.at(-1)).toBe('AT+PLAN=0');
    }
  });

  it('can be put off, and is then weighed anew', async () => {
    const bench = await createPlannedBench();
    const run = bench.start({ offerPolicy: { decision: 'ask' }, timeouts: { deferMs: 60_000 } });
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    await bench.waitFor('offered');
    bench.answer('defer');
    await bench.waitFor('deferred');
    await bench.clock.advance(30_000);
    expect(bench.progress).toContain('upgrade.deferred 30/60 steps');
    bench.module.answer('AT+CBC', ['+CBC: 0,10,3500', 'OK']);
    expect((await bench.finish(run)).verdict.code).toBe('upgrade.batteryLow');
  });

  it('that does not exist ends as none', async () => {
    const bench = await createPlannedBench();
    expect((await bench.finish(bench.start())).verdict).toMatchObject({
      code: 'upgrade.noOffer',
      params: { waitedMs: 60_000 },
    });
  });

  it('may be gone when it is accepted', async () => {
    const bench = await createPlannedBench();
    bench.module.answer('AT+PLAN=1', ['ERROR']);
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    expect((await bench.finish(run)).verdict).toMatchObject({ code: 'upgrade.offerGone', rawCode: 'ERROR' });
  });

  it('that comes unasked is followed all the same, also before the module was identified', async () => {
    const bench = await createPlannedBench();
    bench.module.onCommand = (command) => {
      if (command === 'AT') bench.say('offer,V2,30,-100');
    };
    const run = bench.start({ delivery: { kind: 'cloud', asks: false } });
    await bench.clock.advance(1000);
    expect(bench.module.commands).toContain('AT+PLAN=1');
    expect(bench.module.commands).not.toContain('AT+PLAN');
    bench.module.onCommand = undefined;
    await bench.comeBack('V2');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
  });

  it('is repeated by the platform without changing anything', async () => {
    const bench = await createPlannedBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100', 'offer,V2,30,-100');
    await bench.clock.advance(500);
    bench.say('start', 'offer,V2,30,-100');
    await bench.comeBack('V2');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    expect(bench.module.commands.filter((command) => command === 'AT+PLAN=1')).toHaveLength(1);
    expect(bench.notes().filter((note) => note === 'upgrade.offered')).toHaveLength(1);
  });

  it('that fails is explained by the family, without a question that it does not know', async () => {
    const bench = await createPlannedBench();
    const run = bench.start();
    await bench.waitFor('requesting');
    bench.say('offer,V2,30,-100');
    await bench.clock.advance(500);
    bench.say('start', 'fail,7');
    expect((await bench.finish(run)).verdict).toMatchObject({
      code: 'upgrade.downloadFailed',
      stage: 'download',
      remedies: ['checkPlan'],
    });
  });

  it('that is interrupted goes on after a restart', async () => {
    const bench = await createPlannedBench();
    const run = bench.start({ delivery: { kind: 'cloud', asks: false } });
    await bench.waitFor('awaitingStart');
    bench.say('start', 'pause');
    await bench.clock.advance(500);
    bench.module.say('RDY');
    await bench.waitFor('awaitingStart');
    bench.say('start');
    await bench.comeBack('V2');
    expect((await bench.finish(run)).verdict.outcome).toBe('succeeded');
    expect(bench.notes()).toContain('upgrade.downloadInterrupted');
  });
});

describe('a platform that bans who asks too often', () => {
  it('is asked when it may be, and every request is counted, the module’s own too', async () => {
    const bench = await createPlannedBench();
    const asked: string[] = [];
    let holdMs = 90_000;
    const quota = { holdMs: () => holdMs, onRequest: (by: string) => void asked.push(by) };
    const run = bench.start({ quota });
    await bench.waitFor('deferred');
    expect(asked).toEqual([]);
    holdMs = 0;
    await bench.clock.advance(90_000);
    await bench.waitFor('requesting');
    expect(asked).toEqual(['host']);
    expect(bench.notes()).toContain('upgrade.requestHeld');
    bench.person.abort();
    await bench.finish(run);

    const own = await createPlannedBench();
    const ownRun = own.start({
      quota: { ...quota, holdMs: () => 0 },
      delivery: { kind: 'cloud', asks: false },
    });
    await own.waitFor('awaitingStart');
    own.say('start');
    await own.clock.advance(100);
    expect(asked).toEqual(['host', 'module']);
    own.person.abort();
    await own.finish(ownRun);
  });
});
