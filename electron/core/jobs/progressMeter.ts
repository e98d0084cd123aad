import type { Progress } from '../../../shared/contract/job.ts';

/** What a job says of its progress; rate and remaining time are worked out here. */
export interface ProgressUpdate {
  /** Text key below `phase.`. */
  readonly phase: string;
  readonly done: number;
  /** Absent, or 0, where the end is not known. */
  readonly total?: number | undefined;
  readonly unit: Progress['unit'];
  /** Handed on as they are. */
  readonly bars?: Progress['bars'];
  readonly wait?: Progress['wait'];
}

export interface ProgressMeter {
  update(update: ProgressUpdate, monoMs: number): Progress;
}

/** Before these an estimate is a guess that jumps about. */
const etaAfterMs = 3000;
const etaAfterShare = 0.05;
/** Samples closer together than this say more about the scheduler than about the work. */
const sampleMs = 200;
/** Time in which the rate forgets two thirds of its past. */
const smoothingMs = 3000;

interface Sample {
  readonly done: number;
  readonly monoMs: number;
}

interface PhaseState {
  readonly phase: string;
  readonly startedMs: number;
  sample: Sample;
  ratePerS: number | null;
  eta: { readonly ms: number; readonly atMs: number } | null;
}

/** Smooths the rate and keeps the remaining time from jumping; a new phase starts afresh. */
export function createProgressMeter(): ProgressMeter {
  let state: PhaseState | null = null;
  return {
    update(update, monoMs) {
      const done = Number.isFinite(update.done) ? Math.max(0, update.done) : 0;
      const total = update.total !== undefined && update.total > 0 ? update.total : null;
      if (state === null || state.phase !== update.phase || done < state.sample.done) {
        state = {
          phase: update.phase,
          startedMs: monoMs,
          sample: { done, monoMs },
          ratePerS: null,
          eta: null,
        };
      }
      takeSample(state, done, monoMs);
      const etaMs = total === null ? null : estimate(state, done, total, monoMs);
      return {
        phase: update.phase,
        done,
        unit: update.unit,
        ...(total === null ? {} : { total }),
        ...(state.ratePerS === null ? {} : { ratePerS: state.ratePerS }),
        ...(etaMs === null ? {} : { etaMs }),
        ...(update.bars === undefined ? {} : { bars: update.bars }),
        ...(update.wait === undefined ? {} : { wait: update.wait }),
      };
    },
  };
}

function takeSample(state: PhaseState, done: number, monoMs: number): void {
  const elapsedMs = monoMs - state.sample.monoMs;
  if (elapsedMs < sampleMs) return;
  const measured = ((done - state.sample.done) * 1000) / elapsedMs;
  const weight = 1 - Math.exp(-elapsedMs / smoothingMs);
  state.ratePerS = state.ratePerS === null ? measured : state.ratePerS + (measured - state.ratePerS) * weight;
  state.sample = { done, monoMs };
}

/** Counts down; grows only when the work has become clearly slower, because a time that hops up and down informs nobody. */
function estimate(state: PhaseState, done: number, total: number, monoMs: number): number | null {
  const isEarly = monoMs - state.startedMs < etaAfterMs || done < total * etaAfterShare;
  if (isEarly || state.ratePerS === null || state.ratePerS <= 0) return null;
  const raw = (Math.max(0, total - done) * 1000) / state.ratePerS;
  const ms = raw === 0 || state.eta === null ? raw : follow(state.eta, raw, monoMs);
  state.eta = { ms, atMs: monoMs };
  return Math.round(ms);
}

function follow(last: { readonly ms: number; readonly atMs: number }, raw: number, monoMs: number): number {
  const expected = Math.max(0, last.ms - (monoMs - last.atMs));
  if (raw > expected && raw < expected * 1.25 + 2000) return expected;
  return expected + (raw - expected) * 0.3;
}
