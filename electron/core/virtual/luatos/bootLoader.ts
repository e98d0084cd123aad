import { takePowerCut } from '../kit/knobs.ts';
import type { Board } from '../kit/parts.ts';
import type { KnobStore } from '../knobs/store.ts';
import type { TimerGroup } from '../timers.ts';
import type { ScriptFlash } from './flash.ts';
import type { LuatosKnobs } from './knobs.ts';

/** Where the power may fail. */
const stepsPercent = [25, 50, 75, 100];

/** The boot loader with a waiting script: it says nothing on the log port and begins anew after a power cut. */
export function applyScript(
  { flash, knobs, timers }: { flash: ScriptFlash; knobs: KnobStore<LuatosKnobs>; timers: TimerGroup },
  board: Board,
  finished: () => void,
): void {
  const next = (at: number): void => {
    const percent = stepsPercent[at];
    if (percent === undefined) {
      flash.apply(knobs.get().versionAfterReboot === 'real');
      finished();
    } else if (takePowerCut(knobs, 'apply', percent)) board.losePower();
    else timers.after(knobs.get().applyMs / stepsPercent.length, () => next(at + 1));
  };
  next(0);
}
