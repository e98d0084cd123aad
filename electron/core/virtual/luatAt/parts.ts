import type { AtEngine } from '../at/engine.ts';
import type { Clock } from '../clock.ts';
import type { NvStore } from '../flash/nvStore.ts';
import type { TcpConnect } from '../http/tcp.ts';
import type { ModuleStats } from '../module.ts';
import type { TimerGroup } from '../timers.ts';
import type { LuatChip } from './chip.ts';
import type { CloudStandIn } from './cloudStandIn.ts';
import type { Ear } from './ear.ts';
import type { LuatKnobStore } from './knobs.ts';
import type { Network } from './network.ts';
import type { PackageRefused } from './refusal.ts';
import type { UpgradeSettings } from './upgradeSettings.ts';

/** The parts on the module's board, given to everything that runs on it. */
export interface LuatParts {
  readonly imei: string;
  readonly knobs: LuatKnobStore;
  readonly clock: Clock;
  /** Ends at a reset; speeded up by the knob. */
  readonly timers: TimerGroup;
  /** Ends at a reset; real time, for what a server sees. */
  readonly realTimers: TimerGroup;
  readonly chip: LuatChip;
  readonly settings: NvStore<UpgradeSettings>;
  readonly network: Network;
  readonly at: AtEngine;
  readonly ear: Ear;
  /** Bytes on the line that are no text of the firmware. */
  readonly sendRaw: (bytes: Uint8Array) => void;
  readonly connect: TcpConnect;
  readonly cloud: CloudStandIn;
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
  /** `AT+CPOWD`: off until somebody presses the key, which a virtual module has not. */
  switchOff(): void;
}

/** Power-on reasons of `AT*EXINFO?` that the virtual module can have (at-commands 1.6). */
export const powerOnReasons = { key: 0, softReset: 3 } as const;
export type PowerOnReason = (typeof powerOnReasons)[keyof typeof powerOnReasons];
