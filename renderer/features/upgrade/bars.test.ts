import { describe, expect, it } from 'vitest';
import type { Job, Progress } from '../../../shared/contract/job.ts';
import type { Stage } from '../../../shared/contract/verdict.ts';
import { barViews } from './bars.ts';

function job(stage: Stage, progress?: Progress, packageBytes?: number): Job {
  return {
    id: 'j',
    kind: 'upgrade',
    title: {},
    createdAtMs: 0,
    state: { phase: 'running', stage, ...(progress === undefined ? {} : { progress }) },
    resources: [],
    guarded: true,
    result: {
      ...{ kind: 'upgrade', way: 'http', portId: 'p', settings: [] },
      ...(packageBytes === undefined ? {} : { packageBytes }),
    },
  };
}
const percent = (done: number) => ({ done, total: 100, unit: 'percent' }) as const;

describe('the two bars', () => {
  it('both wait before anything was seen', () => {
    expect(barViews(job('request')).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it('keep the download full while the percentage runs a second time', () => {
    const bars = { download: percent(100), apply: percent(40) };
    const [download, apply] = barViews(
      job('apply', { phase: 'upgrade.applying', ...percent(40), bars, ratePerS: 2, etaMs: 30_000 }, 1000),
    );
    expect(download).toMatchObject({ state: 'done', share: 1 });
    expect(apply).toEqual({ name: 'apply', state: 'active', share: 0.4, etaMs: 30_000 });
  });

  it('count bytes where they are told, with rate and remaining time', () => {
    const bar = { done: 500, total: 2000, unit: 'bytes' } as const;
    const progress = { phase: 'upgrade.sending', ...bar, bars: { download: bar, apply: null } };
    const [download, apply] = barViews(job('download', { ...progress, ratePerS: 100, etaMs: 15_000 }));
    expect(download).toMatchObject({ share: 0.25, doneBytes: 500, totalBytes: 2000, bytesPerS: 100 });
    expect(apply?.state).toBe('waiting');
  });

  it('make a rate of a percentage only where the size is known', () => {
    const progress = {
      ...{ phase: 'upgrade.downloading', ...percent(10), ratePerS: 1 },
      bars: { download: percent(10), apply: null },
    };
    expect(barViews(job('download', progress, 20_000))[0].bytesPerS).toBe(200);
    expect(barViews(job('download', progress))[0]).not.toHaveProperty('bytesPerS');
  });

  it('are one where an image is read out: the module applies nothing', () => {
    const bar = { done: 1500, total: 6000, unit: 'bytes' } as const;
    const reading = { phase: 'upgrade.readingBlocks', ...bar, bars: { download: bar, apply: null } };
    const taken = job('download', { ...reading, ratePerS: 100, etaMs: 45_000 });
    const bars = barViews({ ...taken, result: { kind: 'upgrade', way: 'local', portId: 'p', settings: [] } });
    expect(bars).toEqual([
      {
        ...{ name: 'download', state: 'active', share: 0.25, doneBytes: 1500, totalBytes: 6000 },
        ...{ bytesPerS: 100, etaMs: 45_000 },
      },
    ]);
  });

  it('move without an end where a module only says that it applies', () => {
    const progress = { phase: 'upgrade.applying', done: 0, unit: 'percent' } as const;
    expect(barViews(job('apply', progress))[1]).toMatchObject({ state: 'active', share: null });
  });

  it('are full once the road has passed them, although the module told no number', () => {
    expect(barViews(job('versionCheck')).map(({ share }) => share)).toEqual([1, 1]);
  });
});
