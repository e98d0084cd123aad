import type { BoardHooks } from '../kit/board.ts';
import type { Board } from '../kit/parts.ts';
import type { Radio } from '../kit/radio.ts';
import { applyScript } from './bootLoader.ts';
import { plantFaults, type StartReason, startReasons } from './faults.ts';
import type { ScriptFlash } from './flash.ts';
import { sayNetwork, sayStart } from './logLines.ts';
import { type RunningScript, runScript } from './runningScript.ts';
import { readScript, type ScriptIdentity } from './script.ts';
import type { ScriptParts } from './updateCheck.ts';

/** What the board runs: core lines, then the script, then what the script does by itself. */
export interface LuatosHooks extends BoardHooks {
  /** The script that runs now. */
  script(): ScriptIdentity;
}

export function luatosHooks(
  parts: Omit<ScriptParts, 'script' | 'keepPackage'> & { readonly radio: Radio; readonly flash: ScriptFlash },
  factory: ScriptIdentity,
): LuatosHooks {
  const { flash, knobs, log, timers } = parts;
  let script = factory;
  let running: RunningScript | null = null;
  let reason: StartReason = startReasons.software;

  /** A start after a power cut is told as one. */
  const noting = (board: Board): Board => ({
    ...board,
    losePower() {
      reason = startReasons.key;
      board.losePower();
    },
  });
  return {
    script: () => script,
    applyPending: (board, finished) => applyScript({ flash, knobs, timers }, noting(board), finished),
    start(board) {
      const read = readScript(flash.script());
      if (typeof read !== 'string') script = read;
      const started = runScript({ ...parts, script, keepPackage: flash.keep }, noting(board));
      running = started;
      plantFaults(knobs, timers, log, {
        stopScript() {
          started.stop();
          running = null;
          timers.cancelAll();
        },
        restart(why) {
          reason = why;
          board.reset();
        },
      });
      return started;
    },
    sayReady() {
      log.restart();
      sayStart(log, knobs.get(), { core: parts.core, reason, script });
      reason = startReasons.software;
    },
    cameOnline() {
      if (!parts.radio.attached()) return;
      sayNetwork(log);
      running?.networkReady();
    },
  };
}
