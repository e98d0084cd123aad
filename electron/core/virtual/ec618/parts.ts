import type { AtEngine } from '../at/engine.ts';
import type { Clock } from '../clock.ts';
import type { NvStore } from '../flash/nvStore.ts';
import type { TcpConnect } from '../http/tcp.ts';
import type { ModuleStats } from '../module.ts';
import type { TimerGroup } from '../timers.ts';
import type { Ec618KnobStore } from './knobs.ts';
import type { Network } from './network.ts';
import type { PackageRefused } from './refusal.ts';
import type { Ec618Storage } from './storage.ts';
import type { UpgradeSettings } from './upgradeSettings.ts';

/** The parts on the module's board, given to everything that runs on it. */
export interface Ec618Parts {
  readonly imei: string;
  readonly knobs: Ec618KnobStore;
  readonly clock: Clock;
  /** Ends at a reset; speeded up by the knob. */
  readonly timers: TimerGroup;
  /** Ends at a reset; real time, for what a server sees. */
  readonly realTimers: TimerGroup;
  readonly storage: Ec618Storage;
  readonly settings: NvStore<UpgradeSettings>;
  readonly network: Network;
  readonly at: AtEngine;
  readonly connect: TcpConnect;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  readonly counters: Counters;
  /** What this start of the firmware read from its flash. */
  readonly version: () => string;
  /** Remembers why a package was not taken; the wire only carries a number. */
  readonly noteRefusal: (refusal: PackageRefused) => void;
}

/** The counters behind `stats()`, still writable. */
export type Counters = { -readonly [K in keyof ModuleStats]: ModuleStats[K] };

/** What the firmware may ask of the board. */
export interface BoardControl {
  /** A regular reset: the boot loader runs, then the firmware. `reason` is what `AT*EXINFO?` then tells. */
  reset(reason: PowerOnReason): void;
  /** The power fails now and comes back by itself. */
  losePower(): void;
}

/** Power-on reasons of `AT*EXINFO?` that the virtual module can have (at-commands 1.6). */
export const powerOnReasons = { key: 0, softReset: 3 } as const;
export type PowerOnReason = (typeof powerOnReasons)[keyof typeof powerOnReasons];
