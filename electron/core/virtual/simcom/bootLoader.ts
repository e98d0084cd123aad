import { dropUpdate, judgePackage, takeTimeToApply, writeImage } from '../kit/apply.ts';
import type { Board, Parts } from '../kit/parts.ts';
import type { SimcomKnobs } from './knobs.ts';

/** One start of the boot loader with an update; the cloud way ends with a dot and `FOTA,END` (at-commands 4, P-T1 and P-T2b). */
export function runSimcomBootLoader(parts: Parts<SimcomKnobs>, board: Board, finished: () => void): void {
  const { pending } = parts.flash;
  if (pending === null) {
    finished();
    return;
  }
  const say = (what: string): void => parts.at.urc(`+CFOTA: ${what}`);
  const fail = (): void => {
    const { updateFailNumber } = parts.knobs.get();
    dropUpdate(parts, '');
    say(updateFailNumber === 0 ? 'UPDATE FAIL' : String(updateFailNumber));
    finished();
  };
  const judged = judgePackage(parts, pending.bytes, parts.version());
  if ('refused' in judged) {
    parts.timers.after(parts.knobs.get().applyMs / 4, fail);
    return;
  }
  takeTimeToApply(parts, board, {
    onPercent: (percent) => say(`UPDATE:${percent}`),
    onDone() {
      if (parts.knobs.get().updateFails) {
        fail();
        return;
      }
      writeImage(parts, judged.image, judged.target);
      const overCloud = pending.way === 'http';
      say(overCloud ? 'UPDATE SUCCESS.' : 'UPDATE SUCCESS');
      if (overCloud) say('FOTA,END');
      finished();
    },
  });
}
