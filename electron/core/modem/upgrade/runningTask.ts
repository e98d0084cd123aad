import { AppError } from '../../../../shared/errors.ts';
import type { UpgradeEvent } from './events.ts';

/** One task at a time: a new one ends the one before, whose result then counts no more. */
export interface RunningTask {
  run(task: (signal: AbortSignal) => Promise<UpgradeEvent | null>): void;
  stop(): void;
}

export function createRunningTask(
  onEvent: (event: UpgradeEvent) => void,
  onFailed: (error: AppError) => void,
): RunningTask {
  let running: AbortController | null = null;
  const stop = (): void => {
    running?.abort();
    running = null;
  };
  return {
    run(task) {
      stop();
      const controller = new AbortController();
      running = controller;
      task(controller.signal).then(
        (event) => {
          if (event !== null && !controller.signal.aborted) onEvent(event);
        },
        (error: unknown) => {
          if (!controller.signal.aborted) onFailed(AppError.from(error));
        },
      );
    },
    stop,
  };
}
