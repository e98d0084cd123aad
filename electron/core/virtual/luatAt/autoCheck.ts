import type { LuatParts } from './parts.ts';
import type { UpgradeTask } from './upgradeTask.ts';

/** The module's own habit: with AUTO on it asks its server every PERIOD seconds, in real time (at-commands 1.1, L-T8). */
export interface AutoCheck {
  /** The firmware starts. */
  start(): void;
  /** Counts a whole period from now. */
  rearm(): void;
}

export function createAutoCheck(parts: LuatParts, task: UpgradeTask): AutoCheck {
  let cancel = (): void => {};
  const ask = (): void => {
    // Without any server the virtual module stays quiet: the real one would ask the vendor's cloud.
    const { cloudUrl, cloudVerdict } = parts.knobs.get();
    const knowsServer = parts.settings.get('URL') !== '' || cloudUrl !== null || cloudVerdict !== 0;
    if (parts.settings.get('AUTO') === 1 && knowsServer) task.trigger();
  };
  const rearm = (): void => {
    cancel();
    cancel = parts.realTimers.after(parts.settings.get('PERIOD') * 1000, () => {
      ask();
      rearm();
    });
  };
  return {
    rearm,
    start() {
      const { askAfterBootSec } = parts.knobs.get();
      if (askAfterBootSec > 0) parts.realTimers.after(askAfterBootSec * 1000, ask);
      rearm();
    },
  };
}
