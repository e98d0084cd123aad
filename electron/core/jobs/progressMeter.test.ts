import { describe, expect, it } from 'vitest';
import { createProgressMeter } from './progressMeter.ts';

const bytes = (done: number, total?: number) => ({ phase: 'download', done, total, unit: 'bytes' as const });

describe('progressMeter', () => {
  it('hides the remaining time until 3 s and 5 % have passed, and not longer', () => {
    const slow = createProgressMeter();
    slow.update(bytes(0, 10_000), 0);
    expect(slow.update(bytes(400, 10_000), 4000)).not.toHaveProperty('etaMs');
    expect(slow.update(bytes(500, 10_000), 5000)).toHaveProperty('etaMs');
    const fast = createProgressMeter();
    fast.update(bytes(0, 10_000), 0);
    expect(fast.update(bytes(5000, 10_000), 2900)).not.toHaveProperty('etaMs');
    expect(fast.update(bytes(5100, 10_000), 3000)).toHaveProperty('etaMs');
  });

  it('is right about steady work', () => {
    const meter = createProgressMeter();
    let last = meter.update(bytes(0, 100_000), 0);
    for (let ms = 500; ms <= 10_000; ms += 500) last = meter.update(bytes(ms * 5, 100_000), ms);
    expect(last.ratePerS).toBeCloseTo(5000, 6);
    expect(last.etaMs).toBe(10_000);
  });

  it('never lets the remaining time grow while the work only stutters', () => {
    const meter = createProgressMeter();
    const etas: number[] = [];
    let done = 0;
    for (let step = 0; step <= 400; step += 1) {
      done += step % 2 === 0 ? 160 : 40;
      const { etaMs } = meter.update(bytes(done, 80_000), step * 250);
      if (etaMs !== undefined) etas.push(etaMs);
    }
    expect(etas.length).toBeGreaterThan(300);
    for (const [index, eta] of etas.slice(1).entries()) expect(eta).toBeLessThanOrEqual(etas[index] ?? 0);
  });

  it('admits it when the work has become much slower', () => {
    const meter = createProgressMeter();
    let ms = 0;
    for (; ms < 5000; ms += 500) meter.update(bytes(ms * 10, 100_000), ms);
    const before = meter.update(bytes(50_000, 100_000), ms).etaMs ?? 0;
    let after = 0;
    for (let step = 1; step < 20; step += 1)
      after = meter.update(bytes(50_000 + step * 50, 100_000), ms + step * 500).etaMs ?? 0;
    expect(after).toBeGreaterThan(before * 3);
  });

  it('starts afresh with a new phase and when the count goes back', () => {
    const meter = createProgressMeter();
    meter.update(bytes(0, 100), 0);
    meter.update(bytes(50, 100), 5000);
    expect(meter.update({ ...bytes(60, 100), phase: 'verify' }, 6000)).toEqual({
      phase: 'verify',
      done: 60,
      total: 100,
      unit: 'bytes',
    });
    meter.update({ ...bytes(80, 100), phase: 'verify' }, 12_000);
    expect(meter.update({ ...bytes(10, 100), phase: 'verify' }, 13_000)).not.toHaveProperty('ratePerS');
  });

  it('turns numbers that mean nothing into none', () => {
    const meter = createProgressMeter();
    expect(meter.update(bytes(Number.NaN, 0), 0)).toEqual({ phase: 'download', done: 0, unit: 'bytes' });
    expect(meter.update(bytes(-5), 1000)).toMatchObject({ done: 0 });
  });

  it('shows no time left at the end', () => {
    const meter = createProgressMeter();
    meter.update(bytes(0, 100), 0);
    meter.update(bytes(50, 100), 5000);
    expect(meter.update(bytes(100, 100), 5050).etaMs).toBe(0);
  });
});
