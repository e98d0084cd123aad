import type { ModuleState } from '../module.ts';
import type { ModulePort } from '../port.ts';
import type { Board, BoardParts, RunningFirmware } from './parts.ts';

/** What a dialect puts on the board. */
export interface BoardHooks {
  /** The boot loader works on the pending update; `finished` when the firmware may start. Only called with one. */
  applyPending(board: Board, finished: () => void): void;
  /** The application starts: commands, and what it does by itself. */
  start(board: Board): RunningFirmware;
  /** The lines that tell that it can be talked to. */
  sayReady(): void;
  /** The network has come up. */
  cameOnline(): void;
}

export interface OwnedBoard extends Board {
  /** The module was switched on long ago: the firmware runs and the network is up. */
  beRunning(): void;
  dispose(): void;
}

/** Power, reset, boot loader and firmware, one after the other. */
export function createBoard(parts: BoardParts, port: ModulePort, hooks: BoardHooks): OwnedBoard {
  let state: ModuleState = 'off';
  let firmware: RunningFirmware | null = null;

  /** Everything that lived in RAM is gone. */
  const stopAll = (next: ModuleState): void => {
    state = next;
    firmware?.stop();
    firmware = null;
    parts.timers.cancelAll();
    parts.realTimers.cancelAll();
    parts.forget();
    parts.radio.reset();
    dropPort();
  };
  const dropPort = (): void => {
    if (parts.knobs.get().usbDrop) port.setPresent(false);
  };
  const startApplication = (): void => {
    state = 'booting';
    const { bootMs, networkMs, portBackMs } = parts.knobs.get();
    parts.timers.after(portBackMs, () => port.setPresent(true));
    parts.timers.after(bootMs, () => {
      run();
      hooks.sayReady();
      parts.timers.after(networkMs, () => {
        parts.radio.comeUp();
        hooks.cameOnline();
      });
    });
  };
  const run = (): void => {
    state = 'running';
    parts.counters.boots += 1;
    firmware = hooks.start(board);
  };
  const reset = (): void => {
    const updating = parts.hasUpdate();
    stopAll(updating ? 'updating' : 'booting');
    if (!updating) {
      startApplication();
      return;
    }
    const apply = (): void =>
      hooks.applyPending(board, () => {
        dropPort();
        startApplication();
      });
    const { usbDrop, portWhileApplying, portBackMs } = parts.knobs.get();
    const shown = usbDrop && portWhileApplying;
    parts.timers.after(shown ? portBackMs : 0, () => {
      if (shown) port.setPresent(true);
      apply();
    });
  };
  const board: OwnedBoard = {
    state: () => state,
    reset,
    resetSoon: () => void parts.timers.after(parts.knobs.get().rebootDelayMs, reset),
    losePower() {
      stopAll('off');
      parts.timers.after(parts.knobs.get().powerOffMs, reset);
    },
    beRunning() {
      parts.radio.comeUp();
      run();
      hooks.cameOnline();
    },
    dispose: () => stopAll('disposed'),
  };
  return board;
}
