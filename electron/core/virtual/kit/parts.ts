import type { AtEngine } from '../at/engine.ts';
import type { Clock } from '../clock.ts';
import type { TcpConnect } from '../http/tcp.ts';
import type { KnobStore } from '../knobs/store.ts';
import type { ModuleState, ModuleStats, PackageRefusal } from '../module.ts';
import type { TimerGroup } from '../timers.ts';
import type { Flash } from './flash.ts';
import type { BoardKnobs } from './knobs.ts';
import type { Radio } from './radio.ts';
import type { RawInput } from './rawInput.ts';

/** The counters behind `stats()`, still writable. */
export type Counters = { -readonly [K in keyof ModuleStats]: ModuleStats[K] };

/** The parts on the board, given to everything that runs on it. */
export interface Parts<K extends BoardKnobs = BoardKnobs> {
  readonly imei: string;
  readonly knobs: KnobStore<K>;
  readonly clock: Clock;
  /** Ends at a reset; speeded up by the knob. */
  readonly timers: TimerGroup;
  /** Ends at a reset; real time, for what a server sees. */
  readonly realTimers: TimerGroup;
  readonly flash: Flash;
  readonly radio: Radio;
  readonly at: AtEngine;
  readonly raw: RawInput;
  readonly connect: TcpConnect;
  readonly counters: Counters;
  /** What this start of the firmware read from its flash. */
  version(): string;
  /** Remembers why a package was not taken; the wire carries a number at most. */
  noteRefusal(refusal: PackageRefusal): void;
}

/** What of them the board itself needs; a module without AT commands has these too. */
export interface BoardParts {
  readonly knobs: KnobStore<
    Pick<
      BoardKnobs,
      'bootMs' | 'networkMs' | 'rebootDelayMs' | 'powerOffMs' | 'usbDrop' | 'portBackMs' | 'portWhileApplying'
    >
  >;
  readonly timers: TimerGroup;
  readonly realTimers: TimerGroup;
  readonly radio: Pick<Radio, 'comeUp' | 'reset'>;
  readonly counters: Counters;
  /** An update waits for the boot loader. */
  hasUpdate(): boolean;
  /** A reset: what lived in RAM beside timers and radio is gone. */
  forget(): void;
}

/** What the firmware may ask of the board. */
export interface Board {
  state(): ModuleState;
  /** A regular reset: the boot loader runs, then the firmware. */
  reset(): void;
  /** The same after the time that the module takes to shut down. */
  resetSoon(): void;
  /** The power fails now and comes back by itself. */
  losePower(): void;
}

/** The application firmware from its start to the next reset; everything it held in RAM lives in here. */
export interface RunningFirmware {
  stop(): void;
}
