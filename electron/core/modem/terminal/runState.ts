import { randomUUID } from 'node:crypto';
import type { StepResult, TerminalRun } from '../../../../shared/contract/terminal.ts';
import type { Sequence } from '../../../../shared/domain/atSequence.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { SequenceProgress } from './runSequence.ts';

/** One run, as its runner tells it. */
export interface RunHandle {
  readonly id: string;
  readonly signal: AbortSignal;
  onStep(progress: SequenceProgress): void;
  onResult(result: StepResult): void;
  end(state: 'done' | 'refused' | 'stopped' | 'failed', error?: unknown): void;
}

/** The sequence that runs, or the last one, as a person sees it. */
export interface RunState {
  state(): TerminalRun | null;
  isRunning(): boolean;
  /** Throws AppError terminal.running {name}. */
  begin(sequence: Sequence): RunHandle;
  stop(): void;
}

const keptResults = 200;

export function createRunState(clock: Pick<Clock, 'wallMs'>, onChanged: () => void): RunState {
  let current: TerminalRun | null = null;
  let abort: AbortController | null = null;
  const change = (patch: Partial<TerminalRun>): void => {
    if (current === null) return;
    current = { ...current, ...patch };
    onChanged();
  };
  return {
    state: () => current,
    isRunning: () => abort !== null,
    begin({ name, rounds, steps }) {
      if (abort !== null)
        throw new AppError('terminal.running', { name: current?.name ?? '' }, { retry: 'later' });
      const own = new AbortController();
      abort = own;
      const id = randomUUID();
      current = {
        ...{ id, name, state: 'running', round: 1, rounds, step: 1, steps: steps.length },
        ...{ startedAtMs: clock.wallMs(), problems: 0, results: [] },
      };
      onChanged();
      return {
        id,
        signal: own.signal,
        onStep: (progress) => change(progress),
        onResult: (result) =>
          change({
            results: [...(current?.results ?? []), result].slice(-keptResults),
            problems: (current?.problems ?? 0) + (result.outcome === 'done' ? 0 : 1),
          }),
        end(state, error) {
          abort = null;
          const failed = state === 'failed' ? { error: AppError.from(error).toData() } : {};
          change({ state, ...failed });
        },
      };
    },
    stop: () => abort?.abort(),
  };
}
