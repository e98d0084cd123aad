import { dropUpdate, judgePackage, takeTimeToApply, writeImage } from '../kit/apply.ts';
import { fetchFile } from '../kit/fetchFile.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Parts } from '../kit/parts.ts';
import { eventCodes, sayOta } from './events.ts';
import type { QuecthingKnobs } from './knobs.ts';

export interface FotaEvents {
  /** The connection to the cloud went with the download. */
  onNetworkLost(): void;
  onFailed(): void;
  onSucceeded(): void;
}

/** The module's own firmware: 10701 to 10704, and what follows (at-commands 2.3, Q-T1). Returns cancel. */
export function runFota(parts: Parts<QuecthingKnobs>, board: Board, events: FotaEvents): () => void {
  const { flash, knobs, timers } = parts;
  let cancel = (): void => {};
  /** Says an event; true when the knob lets the update fail there. */
  const stumbles = (code: number): boolean => {
    sayOta(parts, code);
    if (knobs.get().otaFailAt !== code) return false;
    timers.after(knobs.get().contactMs, events.onFailed);
    return true;
  };
  const install = (): void => {
    if (stumbles(eventCodes.updating)) {
      flash.pending = null;
    } else if (knobs.get().successAt === 'beforeRestart') {
      applyQuecthingUpdate(parts, board, () => {
        const succeeded = flash.outcome?.ok === true;
        flash.outcome = null;
        if (!succeeded) {
          events.onFailed();
          return;
        }
        events.onSucceeded();
        board.resetSoon();
      });
    } else board.resetSoon();
  };
  const keep = (bytes: Uint8Array): void => {
    if (stumbles(eventCodes.downloaded)) return;
    flash.pending = { bytes, way: 'plan', tries: 0 };
    timers.after(knobs.get().contactMs, install);
  };
  const download = (): void => {
    if (stumbles(eventCodes.downloading)) return;
    cancel = fetchFile(
      parts,
      { url: knobs.get().planUrl },
      {
        onPercent(percent) {
          if (percent >= knobs.get().loseNetworkAt) {
            cancel();
            events.onNetworkLost();
            events.onFailed();
          } else if (takePowerCut(knobs, 'download', percent)) board.losePower();
        },
        onDone: keep,
        onFailed(failure) {
          if (failure === 'broken' || failure === 'silent' || failure === 'offline') events.onNetworkLost();
          events.onFailed();
        },
      },
    );
  };
  if (!stumbles(eventCodes.downloadStarts)) cancel = timers.after(knobs.get().contactMs, download);
  return () => cancel();
}

/** Applies or refuses the pending package; `flash.outcome` holds how it went. */
export function applyQuecthingUpdate(parts: Parts<QuecthingKnobs>, board: Board, finished: () => void): void {
  const { pending } = parts.flash;
  const judged = pending === null ? null : judgePackage(parts, pending.bytes, parts.version());
  if (judged === null || 'refused' in judged) {
    parts.timers.after(parts.knobs.get().applyMs / 4, () => {
      dropUpdate(parts, '');
      finished();
    });
    return;
  }
  takeTimeToApply(parts, board, {
    // The port hears no per cent of FOTA (at-commands 2.2).
    onPercent: () => {},
    onDone() {
      writeImage(parts, judged.image, judged.target);
      finished();
    },
  });
}
