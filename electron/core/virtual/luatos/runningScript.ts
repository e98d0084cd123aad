import type { Board, RunningFirmware } from '../kit/parts.ts';
import { checkForUpdate, type FotaResult, type ScriptParts } from './updateCheck.ts';

export interface RunningScript extends RunningFirmware {
  /** The network is there: `sys.waitUntil("IP_READY")`. */
  networkReady(): void;
}

/** The demo script of the update libraries: asks after the network is up, then again and again, and restarts on success. */
export function runScript(parts: ScriptParts, board: Board): RunningScript {
  const { knobs, log, timers } = parts;
  let cancel = (): void => {};
  let asked = 0;
  let busy = false;

  const tell = (result: FotaResult): void => {
    busy = false;
    log.user('I', 'fota', 'result', result);
    if (result === 0 && knobs.get().rebootsItself) board.resetSoon();
  };
  const ask = (): void => {
    if (!busy) {
      busy = true;
      cancel = checkForUpdate(parts, board, asked, tell);
      asked += 1;
    }
    timers.after(knobs.get().checkPeriodMs, ask);
  };
  return {
    networkReady: () => void timers.after(knobs.get().checkAfterMs, ask),
    stop: () => cancel(),
  };
}
