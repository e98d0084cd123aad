import { dropUpdate, judgePackage, takeTimeToApply, writeImage } from '../kit/apply.ts';
import { fetchFile } from '../kit/fetchFile.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { miplEvents, sayEvent } from './events.ts';
import type { OnemoKnobs } from './knobs.ts';

/** What the platform knows of its plan; it outlives every restart of the module. */
export interface PlanMemory {
  stage: 'waiting' | 'updated' | 'over';
  /** Hours that CTWing gives a download (`AT+MIPLFOTACFG`). */
  timeoutHours: number;
}

export interface Plan {
  /** The module has logged in: the platform goes on where it stood. */
  loggedIn(): void;
  /** The session ended while the module was awake. */
  sessionEnded(): void;
  stop(): void;
}

const hourMs = 3_600_000;

/** The platform's update as the module lives through it (at-commands 5). */
export function createPlan(parts: Parts<OnemoKnobs>, board: Board, memory: PlanMemory): Plan {
  const { at, flash, knobs, timers } = parts;
  let cancelDownload: (() => void) | null = null;

  const endDownload = (event: number): void => {
    cancelDownload?.();
    cancelDownload = null;
    if (event === miplEvents.downloadFailed) memory.stage = 'over';
    sayEvent(parts, event);
  };
  const hasProgress = (percent: number, received: number, total: number): void => {
    const { interruptAt, platform } = knobs.get();
    if (platform === 'ctwing') sayEvent(parts, miplEvents.counted, total, received);
    if (percent >= interruptAt) {
      knobs.set({ interruptAt: 101 });
      endDownload(miplEvents.interrupted);
    } else if (takePowerCut(knobs, 'download', percent)) board.losePower();
  };
  const install = (bytes: Uint8Array): void => {
    cancelDownload = null;
    sayEvent(parts, miplEvents.downloaded);
    flash.pending = { bytes, way: 'plan', tries: 0 };
    timers.after(knobs.get().contactMs, () => {
      sayEvent(parts, miplEvents.updating);
      if (knobs.get().resultAt === 'afterRestart') board.resetSoon();
      else {
        applyOnemoUpdate(parts, board, () => {
          sayOnemoResult(parts, memory);
          board.resetSoon();
        });
      }
    });
  };
  const start = (): void => {
    sayEvent(parts, miplEvents.downloadStarted);
    const { platform, planUrl } = knobs.get();
    const cancelFetch = fetchFile(
      parts,
      { url: planUrl },
      {
        onPercent: hasProgress,
        onDone: install,
        onFailed: (failure) =>
          endDownload(failure === 'broken' ? knobs.get().brokenEvent : miplEvents.downloadFailed),
      },
    );
    const cancelTimeout =
      platform === 'ctwing'
        ? timers.after(memory.timeoutHours * hourMs, () => endDownload(miplEvents.downloadFailed))
        : () => {};
    cancelDownload = () => {
      cancelFetch();
      cancelTimeout();
    };
  };
  const goOn = (): void => {
    if (memory.stage === 'updated') {
      memory.stage = 'over';
      sayEvent(parts, miplEvents.finished);
    } else if (memory.stage === 'waiting' && knobs.get().planUrl !== '') {
      if (knobs.get().platformReads) at.urc('+MIPLREAD: 0,1001,3,0,9');
      start();
    }
  };
  return {
    loggedIn: () => void timers.after(knobs.get().planDelayMs, goOn),
    sessionEnded() {
      if (cancelDownload === null) return;
      const isCtwing = knobs.get().platform === 'ctwing';
      endDownload(isCtwing ? miplEvents.downloadFailed : miplEvents.interrupted);
    },
    stop: () => cancelDownload?.(),
  };
}

/** Applies or refuses the pending package; the result waits in the flash to be told. */
export function applyOnemoUpdate(parts: Parts<OnemoKnobs>, board: Board, finished: () => void): void {
  const { pending } = parts.flash;
  const judged = pending === null ? null : judgePackage(parts, pending.bytes, parts.version());
  const fail = (): void => {
    dropUpdate(parts, '');
    finished();
  };
  if (judged === null || 'refused' in judged || parts.knobs.get().updateFails) {
    parts.timers.after(parts.knobs.get().applyMs / 4, fail);
    return;
  }
  takeTimeToApply(parts, board, {
    onPercent: () => {},
    onDone() {
      writeImage(parts, judged.image, judged.target);
      finished();
    },
  });
}

/** Tells the result of an update that has not been told yet. */
export function sayOnemoResult(parts: Parts<OnemoKnobs>, memory: PlanMemory): void {
  const { outcome } = parts.flash;
  parts.flash.outcome = null;
  if (outcome === null) return;
  memory.stage = 'updated';
  sayEvent(parts, outcome.ok ? miplEvents.succeeded : miplEvents.failed);
}
