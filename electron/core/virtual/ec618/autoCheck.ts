import type { Ec618Parts } from './parts.ts';
import type { UpgradeTask } from './upgradeTask.ts';

/** The module's own habit: with AUTO on it asks its server every PERIOD seconds, in real time (at-commands 1.1, L-T8). */
export interface AutoCheck {
  /** Counts a whole period from now. */
  rearm(): void;
}

export function createAutoCheck(parts: Ec618Parts, task: UpgradeTask): AutoCheck {
  let cancel = (): void => {};
  const rearm = (): void => {
    cancel();
    cancel = parts.realTimers.after(parts.settings.get('PERIOD') * 1000, () => {
      // Without any server the virtual module stays quiet: the real one would ask the vendor's cloud.
      const knowsServer = parts.settings.get('URL') !== '' || parts.knobs.get().cloudUrl !== null;
      if (parts.settings.get('AUTO') === 1 && knowsServer) task.trigger();
      rearm();
    });
  };
  return { rearm };
}
