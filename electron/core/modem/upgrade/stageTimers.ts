import type { Clock } from '../../../../shared/domain/clock.ts';
import type { TimerName } from './events.ts';

/** The machine's timers, one per name; arming one again replaces it. */
export interface StageTimers {
  arm(timer: TimerName, afterMs: number): void;
  disarm(timer: TimerName): void;
  stop(): void;
}

export function createStageTimers(
  clock: Pick<Clock, 'after'>,
  onTimedOut: (timer: TimerName) => void,
): StageTimers {
  const stops = new Map<TimerName, () => void>();
  const disarm = (timer: TimerName): void => {
    stops.get(timer)?.();
    stops.delete(timer);
  };
  return {
    arm(timer, afterMs) {
      disarm(timer);
      const stop = clock.after(afterMs, () => {
        stops.delete(timer);
        onTimedOut(timer);
      });
      stops.set(timer, stop);
    },
    disarm,
    stop() {
      for (const stop of stops.values()) stop();
    },
  };
}
