import { createAutoCheck } from './autoCheck.ts';
import { identityCommands } from './identityCommands.ts';
import { lineCommands } from './lineCommands.ts';
import { networkCommands } from './networkCommands.ts';
import type { BoardControl, LuatParts, PowerOnReason } from './parts.ts';
import { watchSimSlot } from './simSlot.ts';
import { uartUpgradeCommands } from './uartUpgrade.ts';
import { upgradeCommands } from './upgradeCommands.ts';
import { createUpgradeTask } from './upgradeTask.ts';

/** The application firmware from its start to the next reset; everything it held in RAM lives in here. */
export interface RunningFirmware {
  stop(): void;
}

/** Starts the firmware: fresh command state, line settings from the knobs, the timer of AUTO. */
export function startFirmware(
  parts: LuatParts,
  board: BoardControl,
  powerOnReason: PowerOnReason,
): RunningFirmware {
  const { at, knobs } = parts;
  at.setEcho(knobs.get().echo);
  at.setCmee(knobs.get().cmee);
  const task = createUpgradeTask(parts, board);
  const autoCheck = createAutoCheck(parts, task);
  at.use(lineCommands(parts, board));
  at.use(identityCommands(parts, powerOnReason));
  at.use(networkCommands(parts, board));
  at.use(upgradeCommands(parts, task, autoCheck.rearm));
  at.use(uartUpgradeCommands(parts, board));
  autoCheck.start();
  const unwatch = watchSimSlot(parts);
  return {
    stop() {
      unwatch();
      task.stop();
    },
  };
}
