import type { ModuleState } from '../module.ts';
import type { ModulePort } from '../port.ts';
import { runBootLoader } from './bootLoader.ts';
import { type RunningFirmware, startFirmware } from './firmware.ts';
import { type BoardControl, type Ec618Parts, type PowerOnReason, powerOnReasons } from './parts.ts';

/** Power, reset, boot loader and firmware, one after the other. */
export interface Board extends BoardControl {
  state(): ModuleState;
  /** The module was switched on long ago: the firmware runs and the network is up. */
  beRunning(): void;
  dispose(): void;
}

/** @param readVersion called when the firmware starts, so that `parts.version` answers what this start read */
export function createBoard(parts: Ec618Parts, port: ModulePort, readVersion: () => void): Board {
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
      run(reason);
      parts.at.urc('RDY');
      parts.timers.after(networkMs, () => announceNetwork(parts));
    });
  };
  const reset = (reason: PowerOnReason): void => {
    stopAll(parts.storage.updatePending ? 'updating' : 'booting');
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
    beRunning() {
      parts.network.comeUp();
      run(powerOnReasons.key);
    },
    dispose: () => stopAll('disposed'),
  };
  return board;
}

/** The lines after a start once the network is there (at-commands 1.3, L-T2), and the result of an update if asked. */
function announceNetwork({ at, clock, knobs, network, storage, version }: Ec618Parts): void {
  network.comeUp();
  if (network.isOnline()) {
    at.urc('^MODE: 17,17');
    at.urc('+E_UTRAN Service');
    at.urc('+CGEV: ME PDN ACT 1');
    at.urc(`+NITZ: ${networkTime(clock.now())}`);
  }
  const { lastUpdate } = storage;
  storage.lastUpdate = 'none';
  if (lastUpdate === 'none' || !knobs.get().upgradeVer) return;
  at.urc(`+UPGRADEVER: ${version()}`);
  at.urc(`+UPGRADEVER: ${lastUpdate === 'applied' ? 1 : 0}`);
}

/** UTC with the zone behind it, in quarter hours: China is +32. Whether the time is local or UTC is not documented. */
function networkTime(nowMs: number): string {
  const iso = new Date(nowMs).toISOString();
  return `${iso.slice(0, 10).replaceAll('-', '/')},${iso.slice(11, 19)}+32,0`;
}
