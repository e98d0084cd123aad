/** What the upgrades' page computes; pure. */
import type { Outcome } from '../../../shared/contract/verdict.ts';
import type { Tone } from '../../ui/Badge.tsx';

export const ranges = ['all', 'day', 'week', 'month'] as const;
export type Range = (typeof ranges)[number];

const dayMs = 24 * 3600 * 1000;
const spans = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs } as const;

/** As `report.upgrades` takes it. */
export function rangeFrom(range: Range, nowMs: number): { fromMs?: number } {
  return range === 'all' ? {} : { fromMs: nowMs - spans[range] };
}

export const tones: Readonly<Record<Outcome, Tone>> = {
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
  unproven: 'warn',
  interrupted: 'warn',
};

export interface Bar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly succeeded: number;
  readonly others: number;
}

export interface DrawnBar extends Bar {
  /** Place and sizes in percent of the drawing, from the lower left. */
  readonly x: number;
  readonly width: number;
  readonly good: number;
  readonly rest: number;
}

/** Bars side by side, the highest of them full. */
export function drawnBars(bars: readonly Bar[]): readonly DrawnBar[] {
  const most = Math.max(1, ...bars.map(({ succeeded, others }) => succeeded + others));
  const width = 100 / Math.max(1, bars.length);
  return bars.map((bar, index) => ({
    ...bar,
    ...{ x: index * width, width, good: (bar.succeeded / most) * 100, rest: (bar.others / most) * 100 },
  }));
}
