import { dropUpdate, judgePackage, takeTimeToApply, writeImage } from '../kit/apply.ts';
import { applyPercents } from '../kit/knobs.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { endCodes } from './codes.ts';
import type { QuectelKnobs } from './knobs.ts';

/** Attempts of the 256 MB class before it restores its backup (at-commands 3). */
const attemptsBeforeRestore = 5;

/** One start of the boot loader with an update: START, UPDATING, END, and what becomes of a failed attempt. */
export function runQuectelBootLoader(parts: Parts<QuectelKnobs>, board: Board, finished: () => void): void {
  const { flash, knobs } = parts;
  const { pending } = flash;
  if (pending === null) {
    finished();
    return;
  }
  const say = (line: string): void => parts.at.urc(`+QIND: "FOTA",${line}`);
  const giveUp = (code: number): void => {
    dropUpdate(parts, '');
    say(`"END",${code}`);
    finished();
  };
  say('"START"');
  const judged = judgePackage(parts, pending.bytes, parts.version());
  const forced = knobs.get().endCode;
  if (forced !== 0 || 'refused' in judged) {
    const code = forced !== 0 || !('refused' in judged) ? forced : codeOf(judged.refused, knobs.get());
    parts.timers.after(knobs.get().applyMs / 4, () => giveUp(code));
    return;
  }
  takeTimeToApply(parts, board, {
    onPercent: (percent) => say(`"UPDATING",${percent}`),
    onDone() {
      if (pending.tries < knobs.get().failedAttempts) {
        pending.tries += 1;
        say(`"END",${knobs.get().applyFailureCode}`);
        if (knobs.get().memoryClass === '256' && pending.tries >= attemptsBeforeRestore)
          restore(parts, finished);
        else board.resetSoon();
        return;
      }
      writeImage(parts, judged.image, judged.target);
      say(`"END",${endCodes.ok}`);
      finished();
    },
  });
}

function codeOf(refused: 'format' | 'damaged' | 'base' | 'tooLarge', knobs: QuectelKnobs): number {
  const codes = {
    format: endCodes.packageProblem,
    damaged: knobs.damagedCode,
    base: knobs.wrongBaseCode,
    tooLarge: knobs.noSpaceCode,
  };
  return codes[refused];
}

/** The backup comes back step by step, then the old firmware starts. */
function restore(parts: Parts<QuectelKnobs>, finished: () => void): void {
  const sign = parts.knobs.get().restoreSign ? '%' : '';
  const steps = [...applyPercents(parts.knobs.get()), 100];
  const next = (at: number): void => {
    const percent = steps[at];
    if (percent === undefined) {
      dropUpdate(parts, '');
      finished();
      return;
    }
    parts.at.urc(`+QIND: "FOTA","RESTORE",${percent}${sign}`);
    parts.timers.after(parts.knobs.get().applyMs / steps.length, () => next(at + 1));
  };
  next(0);
}
