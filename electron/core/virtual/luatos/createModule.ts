import { AppError } from '../../../../shared/errors.ts';
import { scaledClock, systemClock } from '../clock.ts';
import type { DialectOptions } from '../dialect.ts';
import { nodeTcpConnect } from '../http/tcp.ts';
import { imeiOf } from '../imei.ts';
import { createBoard } from '../kit/board.ts';
import { takePowerCut } from '../kit/knobs.ts';
import type { Board, Counters } from '../kit/parts.ts';
import { createRadio } from '../kit/radio.ts';
import type { KnobStore } from '../knobs/store.ts';
import type { VirtualModule } from '../module.ts';
import { createModulePort } from '../port.ts';
import { createTimerGroup, type TimerGroup } from '../timers.ts';
import { plantFaults, type StartReason, startReasons } from './faults.ts';
import { createScriptFlash, type ScriptFlash } from './flash.ts';
import type { LuatosKnobs } from './knobs.ts';
import { createLog } from './log.ts';
import { sayNetwork, sayStart } from './logLines.ts';
import { reportedFacts } from './request.ts';
import { type RunningScript, runScript } from './runningScript.ts';
import { readScript, type ScriptIdentity } from './script.ts';
import type { LuatosFirmware } from './socFile.ts';

const defaultCore = 'V1112';
const defaultAddress = 0x2cc000;
const ec618Magic = 0xeaf18c16;

/**
 * A virtual LuatOS module: a log port and a script that updates itself. It takes no commands.
 * @throws AppError `virtual.badFirmware` {fileName, reason}, `settings.invalid` {name} for an IMEI that is not 15 digits
 */
export function createLuatosModule(
  options: DialectOptions,
  firmware: LuatosFirmware,
  knobs: KnobStore<LuatosKnobs>,
): VirtualModule {
  const { id, imei = imeiOf(id), clock = systemClock } = options;
  if (!/^\d{15}$/.test(imei)) throw new AppError('settings.invalid', { name: 'imei', reason: '15 digits' });
  const factory = readScript(firmware.script);
  if (typeof factory === 'string')
    throw new AppError('virtual.badFirmware', { fileName: options.fileName, reason: factory });
  const made = knobs.get();
  const core = made.coreVersion || firmware.coreVersion || defaultCore;
  const address = made.scriptAddress ? hex(made.scriptAddress) : (firmware.scriptAddress ?? defaultAddress);
  const magic = made.fotaMagic ? hex(made.fotaMagic) : (firmware.magic ?? ec618Magic);
  const flash = createScriptFlash(firmware.script, () => ({
    magic,
    scriptAddress: address,
    zoneBytes: knobs.get().scriptZoneBytes,
  }));
  const timers = createTimerGroup(scaledClock(clock, () => knobs.get().speed));
  const realTimers = createTimerGroup(clock);
  const counters: Counters = { httpRequests: 0, httpBodyBytes: 0, serialPackageBytes: 0, boots: 0 };
  const radio = createRadio(knobs);
  const port = createModulePort(id, ignoreInput, () => {});
  const log = createLog((bytes) => port.send(bytes), clock, knobs.get);
  let script: ScriptIdentity = factory;
  let running: RunningScript | null = null;
  let reason: StartReason = startReasons.software;

  /** A start after a power cut is told as one. */
  const noting = (control: Board): Board => ({
    ...control,
    losePower() {
      reason = startReasons.key;
      control.losePower();
    },
  });

  const board = createBoard(
    { knobs, timers, realTimers, radio, counters, hasUpdate: flash.hasUpdate, forget: () => {} },
    port,
    {
      applyPending: (control, finished) => applyUpdate({ flash, knobs, timers }, noting(control), finished),
      sayReady() {
        log.restart();
        sayStart(log, knobs.get(), { core, reason, script });
        reason = startReasons.software;
      },
      cameOnline() {
        if (!radio.attached()) return;
        sayNetwork(log);
        running?.networkReady();
      },
      start(control) {
        script = identityIn(flash, script);
        const started = runScript(
          {
            ...{ imei, knobs, timers, realTimers, radio, counters, log, core, script },
            connect: options.http?.connect ?? nodeTcpConnect,
            keepPackage: flash.keep,
          },
          noting(control),
        );
        running = started;
        plantFaults(knobs, timers, log, {
          stopScript() {
            started.stop();
            running = null;
            timers.cancelAll();
          },
          restart(why) {
            reason = why;
            control.reset();
          },
        });
        return started;
      },
    },
  );
  board.beRunning();

  const version = (): string => reportedFacts({ imei, core, script }, knobs.get())?.version ?? script.version;
  return {
    id,
    describe: () => ({
      id,
      label: `${knobs.get().bsp} LuatOS (virtual)`,
      chip: magic === ec618Magic ? 'ec618' : 'ec7xx',
      dialect: 'luatos-log',
      imei,
      version: board.state() === 'running' ? version() : null,
      state: board.state(),
      carries: 'log',
    }),
    stats: () => ({ ...counters }),
    knobs: () => knobs.get(),
    setKnobs: (changes) => knobs.set(changes),
    lastRefusal: flash.lastRefusal,
    isPresent: port.isPresent,
    onPresence: port.onPresence,
    attach: port.attach,
    dispose() {
      board.dispose();
      port.dispose();
    },
  };
}

/** A log port hears nothing. */
function ignoreInput(): void {}

const hex = (text: string): number => Number.parseInt(text, 16);

function identityIn(flash: ScriptFlash, before: ScriptIdentity): ScriptIdentity {
  const read = readScript(flash.script());
  return typeof read === 'string' ? before : read;
}

/** The boot loader says nothing on the log port. */
function applyUpdate(
  { flash, knobs, timers }: { flash: ScriptFlash; knobs: KnobStore<LuatosKnobs>; timers: TimerGroup },
  board: Board,
  finished: () => void,
): void {
  const steps = [25, 50, 75, 100];
  const next = (at: number): void => {
    const percent = steps[at];
    if (percent === undefined) {
      flash.apply(knobs.get().versionAfterReboot === 'real');
      finished();
    } else if (takePowerCut(knobs, 'apply', percent)) board.losePower();
    else timers.after(knobs.get().applyMs / steps.length, () => next(at + 1));
  };
  next(0);
}
