import { choice, type KnobsOf, number, optionalText, text, toggle } from '../knobs/spec.ts';
import type { KnobStore } from '../knobs/store.ts';

/**
 * What every AT module of the kit has on its board, whoever sells it. `speed` divides the times that only the host at the port
 * sees; what a server sees keeps real time. A dialect may give one of them another default.
 */
export const boardKnobs = {
  /** How many times faster than the times below. */
  speed: number('time', 1, { min: 0.001, unit: 'times' }),
  /** From the end of a command to its answer. */
  latencyMs: number('time', 4, { unit: 'ms' }),
  /** From the start of the application firmware to its first line. */
  bootMs: number('time', 2000, { unit: 'ms' }),
  /** From that line until the network is attached. */
  networkMs: number('time', 1000, { unit: 'ms' }),
  /** From the decision or command to restart until the reset. */
  rebootDelayMs: number('time', 300, { unit: 'ms' }),
  /** How long the boot loader works on a whole package; minutes in reality. */
  applyMs: number('time', 3000, { unit: 'ms' }),
  /** From the trigger to the first contact with the server. */
  contactMs: number('time', 200, { unit: 'ms' }),
  /** How long the module stays dark after a power cut. */
  powerOffMs: number('time', 1000, { unit: 'ms' }),

  /** Echo after power on. */
  echo: toggle('line', true),
  /** CMEE mode after power on. */
  cmee: choice('line', 1, [0, 1, 2]),
  /** CME number for an unknown command. */
  unknownCommandCme: number('line', 58, { unit: 'cme' }),
  /** CME number for bad parameters. */
  parameterCme: number('line', 53, { unit: 'cme' }),
  /** Longest command line; longer ones answer an error. */
  maxLineBytes: number('line', 4096, { unit: 'bytes' }),

  sim: toggle('radio', true),
  /** Second field of CREG and CEREG once the network is up. */
  registration: choice('radio', 1, [0, 1, 2, 3, 4, 5]),
  /** CGATT once the network is up. */
  attached: toggle('radio', true),
  /** 0..31, 99 unknown. */
  signalRssi: number('radio', 24, { max: 99 }),
  /** Second field of `+CBC`. */
  batteryPercent: number('identity', 86, { max: 100, unit: 'percent' }),
  supplyMillivolts: number('identity', 3911, { unit: 'millivolts' }),

  /** The port vanishes at a reset, as on USB; false: a UART that shows all. */
  usbDrop: toggle('port', false),
  /** With `usbDrop`: from a start until the port is back. */
  portBackMs: number('port', 1200, { unit: 'ms' }),
  /** With `usbDrop`: the port is also there while an update is applied, else those lines are lost. */
  portWhileApplying: toggle('port', true),

  connectTimeoutMs: number('download', 10_000, { unit: 'ms' }),
  firstByteTimeoutMs: number('download', 30_000, { unit: 'ms' }),
  idleTimeoutMs: number('download', 30_000, { unit: 'ms' }),
  /** Pace of the radio link; 0 = as fast as the computer. */
  linkBytesPerSecond: number('download', 50_000, { unit: 'bytesPerSecond' }),

  /** Room for a package. */
  freeBytes: number('package', 8 * 1024 * 1024, { unit: 'bytes' }),
  /** 'old': everything looks right and the old firmware still runs. */
  versionAfterReboot: choice('apply', 'real', ['real', 'old']),
  /** Whole per cent that are reported while a package is applied, e.g. `7,38,96`. */
  applyPercents: text('apply', '7,20,33,46,59,72,85,96', {
    pattern: /^\d{1,3}(?:,\d{1,3})*$|^$/,
    form: '7,38,96',
  }),
  /** Power fails once at this point, null for never; the module comes back by itself after `powerOffMs`. */
  powerCut: optionalText('apply', {
    pattern: /^(?:download|apply):(?:100|\d{1,2})$/,
    form: 'download:<percent> | apply:<percent>',
  }),
} as const;

export type BoardKnobs = KnobsOf<typeof boardKnobs>;

/** Whole per cent of `applyPercents`, as they are said. */
export function applyPercents(knobs: BoardKnobs): readonly number[] {
  return knobs.applyPercents === '' ? [] : knobs.applyPercents.split(',').map(Number);
}

/** True once, when the power shall fail at this point of this stage. */
export function takePowerCut(
  knobs: KnobStore<Pick<BoardKnobs, 'powerCut'>>,
  stage: 'download' | 'apply',
  percent: number,
): boolean {
  const [wanted, at] = knobs.get().powerCut?.split(':') ?? [];
  if (wanted !== stage || percent < Number(at)) return false;
  knobs.set({ powerCut: null });
  return true;
}
