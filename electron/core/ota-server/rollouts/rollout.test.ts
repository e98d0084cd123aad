import { describe, expect, it } from 'vitest';
import { openUpdatesBench, whyOf } from '../testing/updatesBench.ts';
import { placeOf } from './draw.ts';
import { judgeStage } from './judgeStage.ts';

const rollout = {
  canary: ['c1', 'c2'],
  batches: [50, 100],
  successPercent: 100,
  errorPercent: 50,
  minSample: 2,
};

describe('a stage', () => {
  const standing = { state: 'active' as const, stage: 0, good: 0, bad: 0 };
  const plan = { ...rollout, successPercent: 80, errorPercent: 20, minSample: 5 };

  it('moves on with exactly its threshold, and not below its sample', () => {
    expect(judgeStage(plan, { ...standing, good: 4 })).toMatchObject({ stage: 0, good: 4 });
    expect(judgeStage(plan, { ...standing, good: 5 })).toEqual({ ...standing, stage: 1 });
  });

  it('pauses with errors exactly at the limit, even when the successes would be enough', () => {
    expect(judgeStage(plan, { ...standing, good: 4, bad: 1 })).toMatchObject({
      state: 'pausedByErrors',
      stage: 0,
    });
    expect(judgeStage({ ...plan, errorPercent: 0 }, { ...standing, good: 5 })).toMatchObject({ stage: 1 });
  });

  it('stays the last one, and does nothing while paused', () => {
    expect(judgeStage(plan, { ...standing, stage: 2, good: 9 }).stage).toBe(2);
    expect(judgeStage(plan, { ...standing, state: 'paused', good: 9 }).stage).toBe(0);
  });
});

it('draws places evenly and the same every time', () => {
  const places = Array.from({ length: 4000 }, (_, n) => placeOf('c', `m${n}`));
  const low = places.filter((place) => place < 25).length;
  expect(low).toBeGreaterThan(900);
  expect(low).toBeLessThan(1100);
  expect(placeOf('c', 'm1')).toBe(places[1]);
});

describe('a rollout', () => {
  const modules = Array.from({ length: 40 }, (_, n) => `m${n}`);

  it('serves the canary group alone, then its shares, as the modules report success; a restart changes nothing', async () => {
    let bench = openUpdatesBench();
    const { id } = await bench.offer({ rollout });
    expect(whyOf(bench.ask({ id: 'm1' }))).toBe('audience: notYetInRollout');
    for (const canary of rollout.canary) {
      expect(bench.ask({ id: canary }).cause).toBe(0);
      bench.ask({ id: canary, version: '2.0.0' });
    }
    bench = await bench.restart();
    expect(bench.updates.campaigns()).toMatchObject([{ id, stage: 1, counts: { succeeded: 2 } }]);
    const served = modules.filter((module) => bench.ask({ id: module }).cause === 0);
    expect(served).toEqual(modules.filter((module) => placeOf(id, module) < 50));
    for (const module of served.slice(0, 2)) bench.ask({ id: module, version: '2.0.0' });
    expect(modules.filter((module) => bench.ask({ id: module }).cause !== 0)).toEqual([]);
  });

  it('pauses by errors, gives a failed module nothing more until it is retried, and goes on when resumed', async () => {
    const { offer, ask, updates, clock } = openUpdatesBench();
    const { id } = await offer({ rollout });
    for (const canary of rollout.canary) ask({ id: canary });
    clock.advance(24 * 3_600_000 + 60_001);
    expect(updates.campaigns()).toMatchObject([{ state: 'pausedByErrors', counts: { suspected: 2 } }]);
    updates.steerCampaign(id, 'resume');
    expect(whyOf(ask({ id: 'c1' }))).toBe('audience: failedBefore');
    updates.steerCampaign(id, 'retryFailed');
    expect(ask({ id: 'c1' }).cause).toBe(0);
  });

  it('opens the next stage by hand, and stays aborted', async () => {
    const { offer, ask, updates } = openUpdatesBench();
    const { id } = await offer({ rollout });
    expect(updates.steerCampaign(id, 'nextStage').stage).toBe(1);
    expect(updates.steerCampaign(id, 'nextStage').stage).toBe(2);
    expect(() => updates.steerCampaign(id, 'nextStage')).toThrow('server.noNextStage');
    updates.steerCampaign(id, 'abort');
    expect(whyOf(ask())).toBe('audience: campaignAborted');
    expect(() => updates.steerCampaign(id, 'resume')).toThrow('server.campaignAborted');
  });
});
