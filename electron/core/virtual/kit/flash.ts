import { AppError } from '../../../../shared/errors.ts';
import { readSimulatorImage } from './simulatorFormat.ts';

/** An update that waits for the boot loader, or that it has begun. */
export interface PendingUpdate {
  readonly bytes: Uint8Array;
  /** What it came by; the same loader may speak differently. */
  readonly way: string;
  /** Times that the boot loader tried and failed. */
  tries: number;
}

/** Everything that survives a reset and a power cut, apart from the settings. */
export interface Flash {
  /** The firmware that runs. */
  image: Uint8Array;
  pending: PendingUpdate | null;
  /** Target version of a finished or failed update, until the application has told about it. */
  outcome: { readonly ok: boolean; readonly version: string } | null;
  /** The module's own file system. */
  readonly files: Map<string, Uint8Array>;
}

/** @throws AppError `virtual.badFirmware` {fileName, reason} for anything but a stand-in image */
export function createFlash(firmware: Uint8Array, fileName: string): Flash {
  if (readSimulatorImage(firmware) === null)
    throw new AppError('virtual.badFirmware', { fileName, reason: 'expected a simulator image (AIRSIMFW)' });
  return { image: firmware.slice(), pending: null, outcome: null, files: new Map() };
}

/** What the firmware in the flash calls itself. */
export function versionIn(flash: Flash): string {
  return readSimulatorImage(flash.image)?.version ?? '';
}
