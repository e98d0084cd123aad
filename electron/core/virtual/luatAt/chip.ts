import type { FotaArea } from './fotaArea.ts';
import type { PowerCutPoint } from './knobs.ts';
import type { PackageRefused } from './refusal.ts';

/** What differs between the chips that carry AT firmware: the flash and what may be written into it. */
export interface LuatChip {
  /** Chip family by the name its tools use, e.g. `ec618`. */
  readonly family: string;
  /** What `AT^HVER` tells for the version that runs (at-commands 1.6). */
  hardwareOf(version: string): string;
  /** Reads the version out of the flash as it is now. */
  readVersion(): string;
  readonly storage: LuatStorage;
  /** Takes the body of one download. */
  createSink(options: { readonly acceptBare: boolean }): PackageSink;
  /**
   * Whether the package in the FOTA area may be applied to this flash; with `decode` everything is unpacked as well.
   * @throws PackageRefused
   */
  checkPackage(depth: 'decode' | 'header'): PackageFacts;
  /** @throws PackageRefused when the area holds no readable package */
  openApplier(): Applier;
}

/** What a package says of itself. */
export interface PackageFacts {
  readonly name: string;
}

/** Everything that survives a reset and a power cut, apart from the settings and the images. */
export interface LuatStorage {
  readonly area: FotaArea;
  /** The next start shall apply what is in the FOTA area. */
  updatePending: boolean;
  /** What the boot loader did at the last start; read by the application for `+UPGRADEVER`. */
  lastUpdate: 'none' | 'applied' | 'dropped';
  /** How the last download ended, for firmware that still tells after a reset. */
  lastResult: UpgradeResult | null;
}

/** The three fields of state 2 (at-commands 1.1). */
export interface UpgradeResult {
  readonly code: number;
  readonly httpStatus: number;
  readonly cause: number;
}

/** Takes the body of a download and writes it to the FOTA area. */
export interface PackageSink {
  push(bytes: Uint8Array): void;
  /** True once bytes did not fit any more. */
  isFull(): boolean;
  /** After the last byte: why it cannot be a package, null when it may be one. */
  refusal(): PackageRefused | null;
}

/** Thrown in place of the write that the missing power did not finish. */
export class PowerLost extends Error {}

/** Applies the package in the FOTA area step by step, in place, and can be called again after every power cut. */
export interface Applier {
  /** True when an earlier start already began with this package. */
  readonly resumed: boolean;
  readonly stepCount: number;
  /** Share of the packed bytes that is done, 0..100, whole numbers; uneven steps, as real ones are. */
  percent(): number;
  /**
   * Does the next step; false when nothing is left and every new image has its digest.
   * @param cut where the power shall fail inside this step
   * @throws PackageRefused when a step cannot be done or an image does not have its digest; the flash stays half
   * written. PowerLost at the asked point.
   */
  step(cut: PowerCutPoint | null): boolean;
}
