import type { ModuleState } from '../module.ts';
import type { ModulePort } from '../port.ts';
import { runBootLoader } from './bootLoader.ts';
import { type RunningFirmware, startFirmware } from './firmware.ts';
import { announceNetwork, announceUpdate } from './networkLines.ts';
import { type BoardControl, type LuatParts, type PowerOnReason, powerOnReasons } from './parts.ts';
import { takeCut } from './powerCut.ts';

/** Power, reset, boot loader and firmware, one after the other. */
export interface Board extends BoardControl {
  state(): ModuleState;
  /** The module was switched on long ago: the firmware runs and the network is up. */
  beRunning(): void;
  dispose(): void;
}

/** @param readVersion called when the firmware starts, so that `parts.version` answers what this start read */
export function createBoard(parts: LuatParts, port: ModulePort, readVersion: () => void): Board {
  let state: ModuleState = 'off';
  let firmware: RunningFirmware | null = null;

  /** Everything that lived in RAM is gone. */
  const stopAll = (next: ModuleState): void => {
    state = next;
    firmware?.stop();
    firmware = null;
    parts.timers.cancelAll();
    parts.realTimers.cancelAll();
    parts.at.reset();
    parts.settings.reset();
    parts.network.reset();
    parts.ear.lose();
    if (parts.knobs.get().usbDrop) port.setPresent(false);
  };
  const losePower = (): void => {
    stopAll('off');
    parts.timers.after(parts.knobs.get().powerOffMs, () => reset(powerOnReasons.key));
  };
  const run = (reason: PowerOnReason): void => {
    state = 'running';
    parts.counters.boots += 1;
    readVersion();
    firmware = startFirmware(parts, board, reason);
  };
  const startApplication = (reason: PowerOnReason): void => {
    state = 'booting';
    const { bootMs, networkMs, portBackMs } = parts.knobs.get();
    parts.timers.after(portBackMs, () => port.setPresent(true));
    parts.timers.after(bootMs, () => {
      if (takeCut(parts.knobs, 'boot')) return losePower();
      sendGarbage(parts);
      run(reason);
      parts.at.urc('RDY');
      parts.timers.after(networkMs, () => {
        parts.network.comeUp();
        announceNetwork(parts);
        announceUpdate(parts);
      });
    });
  };
  const reset = (reason: PowerOnReason): void => {
    stopAll(parts.chip.storage.updatePending ? 'updating' : 'booting');
    runBootLoader(parts, {
      onFinished: () => startApplication(reason),
      onDead: () => stopAll('dead'),
      onPowerLost: losePower,
    });
  };
  const board: Board = {
    state: () => state,
    reset,
    losePower,
    switchOff: () => stopAll('off'),
    beRunning() {
      parts.network.comeUp();
      run(powerOnReasons.key);
    },
    dispose: () => stopAll('disposed'),
  };
  return board;
}

/** Bytes above 0x7f, as a terminal shows a wrong rate. */
function sendGarbage({ knobs, random, sendRaw }: LuatParts): void {
  const length = knobs.get().garbageBytes;
  if (length > 0) sendRaw(Uint8Array.from({ length }, () => 0x80 + Math.floor(random() * 0x80)));
}
