import type { Progress } from '../../../../shared/contract/job.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { PhaseCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { UpgradeMachine, UpgradeState } from './state.ts';

/** An estimate is shown after this time and this share, not before. */
const etaAfterMs = 3000;
const etaAfterShare = 0.05;
/** Weight of the newest rate in the smoothed one. */
const smoothing = 0.3;

type Measure = Pick<Progress, 'done' | 'total' | 'unit'>;

/** Turns states into progress, with a smoothed rate per phase. */
export interface ProgressMeter {
  /** Null when nothing changed since the last call. */
  measure(machine: UpgradeMachine): Progress | null;
}

export function createProgressMeter(clock: Clock): ProgressMeter {
  let last: Progress | null = null;
  let startMs = 0;
  let lastMs = 0;
  let rate: number | undefined;

  const update = (phase: PhaseCode, measure: Measure): Progress => {
    const nowMs = clock.monoMs();
    if (last?.phase !== phase || last.unit !== measure.unit || measure.done < last.done) {
      startMs = nowMs;
      lastMs = nowMs;
      rate = undefined;
    } else if (nowMs > lastMs && measure.done > last.done) {
      const newest = ((measure.done - last.done) * 1000) / (nowMs - lastMs);
      rate = rate === undefined ? newest : rate + smoothing * (newest - rate);
      lastMs = nowMs;
    }
    const { done, total } = measure;
    const etaShown =
      rate !== undefined &&
      rate > 0 &&
      total !== undefined &&
      nowMs - startMs >= etaAfterMs &&
      done / total >= etaAfterShare;
    return {
      phase,
      ...measure,
      ...(rate === undefined ? {} : { ratePerS: rate }),
      ...(etaShown && rate !== undefined && total !== undefined
        ? { etaMs: ((total - done) * 1000) / rate }
        : {}),
    };
  };
  return {
    measure(machine) {
      const phase = phaseCodeOf(machine.state);
      if (phase === null) return null;
      const measure = measureOf(machine);
      const same = last?.phase === phase && last.done === measure.done && last.total === measure.total;
      if (same) return null;
      last = update(phase, measure);
      return last;
    },
  };
}

/** Text key below `phase.` of a state; null before the start and after the end. */
export function phaseCodeOf(state: UpgradeState): PhaseCode | null {
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return null;
    case 'uploading':
      return state.step === 'applying' ? 'upgrade.applying' : `upgrade.${state.step}`;
    default:
      return `upgrade.${state.phase}`;
  }
}

/** Bytes where they can be counted, else the module's percentage, else nothing but the phase. */
function measureOf({ state, facts }: UpgradeMachine): Measure {
  switch (state.phase) {
    case 'downloading': {
      const { totalBytes, sentBytes } = facts.server;
      if (totalBytes !== null && totalBytes > 0)
        return { done: Math.min(sentBytes, totalBytes), total: totalBytes, unit: 'bytes' };
      return { done: state.percent ?? 0, total: 100, unit: 'percent' };
    }
    case 'uploading':
      return { done: state.done, ...(state.total > 0 ? { total: state.total } : {}), unit: 'bytes' };
    case 'applying':
      return state.percent === null
        ? { done: 0, unit: 'percent' }
        : { done: state.percent, total: 100, unit: 'percent' };
    default:
      return { done: 0, unit: 'steps' };
  }
}
