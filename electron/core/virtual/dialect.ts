import type { Clock } from './clock.ts';
import type { TcpConnect } from './http/tcp.ts';
import type { KnobSpecs } from './knobs/spec.ts';
import type { KnobValues } from './knobs/store.ts';
import type { VirtualModule } from './module.ts';

/** Everything that a virtual module is made of; what is absent is the real thing. */
export interface DialectOptions {
  /** Unique among the virtual modules; also seeds the IMEI. */
  readonly id: string;
  /** The firmware that the module runs, as the vendor packs it. It never sees another file. */
  readonly firmware: Uint8Array;
  /** Name of that file, for errors. */
  readonly fileName: string;
  /** 15 digits; made from the id when absent. */
  readonly imei?: string;
  /** Changes of the defaults; unknown names and values are refused. */
  readonly knobs?: KnobValues;
  readonly clock?: Clock;
  /** 0 (included) to 1 (excluded). */
  readonly random?: () => number;
  /** How the module reaches the network. */
  readonly http?: { readonly connect: TcpConnect };
}

/** A customer's case as knobs: what a support desk starts from. Texts: `virtualCase.<id>.name` and `virtualCase.<id>.text`. */
export interface KnobPreset {
  readonly id: string;
  readonly knobs: KnobValues;
}

/** One kind of virtual module. Adding one: a file that makes this, a line in `dialects.ts`, its texts. */
export interface VirtualDialect {
  /** Lower case with hyphens, e.g. `ec618-at`; the text is `virtualDialect.<id>`. */
  readonly id: string;
  /** Chip family by the name its tools use, e.g. `ec618`. */
  readonly chip: string;
  /** Endings of the files that it can be made from, e.g. `.binpkg`. */
  readonly fileEndings: readonly string[];
  readonly knobs: KnobSpecs;
  readonly presets: readonly KnobPreset[];
  /**
   * Makes a module that is switched on. It keeps no reference to `firmware`.
   * @throws AppError `virtual.badFirmware`, `virtual.badKnob`, `settings.invalid` for the IMEI
   */
  create(options: DialectOptions): Promise<VirtualModule>;
}
