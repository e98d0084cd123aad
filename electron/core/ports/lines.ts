import { isBridge, isKnownVendor } from './roleTable.ts';

/**
 * DTR and RTS after opening. What the systems do by themselves differs: Linux and macOS raise both as they open, before any
 * program can say otherwise; Windows leaves both down when asked not to hang up at close. So they are set, at once and together:
 *
 * - behind a bridge both down. Boards wire these lines to reset and boot pins, as the XT804 boards do with RTS (flash-protocols
 *   3); in the usual circuit both up together, as Linux leaves them, and both down hold nothing, only one of them alone does.
 * - at a module's own USB both up: its CDC ports send nothing to a host that is not there (flash-protocols 2.4: DTR on).
 * - elsewhere they are left alone.
 */
export interface LineState {
  readonly dtr: boolean;
  readonly rts: boolean;
}

export function linesAfterOpening(vendorId: string | undefined): LineState | undefined {
  if (vendorId === undefined) return undefined;
  if (isBridge(vendorId)) return { dtr: false, rts: false };
  return isKnownVendor(vendorId) ? { dtr: true, rts: true } : undefined;
}

/** How the system itself leaves the lines after an opening without hang-up. */
export function linesOfSystem(platform: NodeJS.Platform): LineState {
  const up = platform !== 'win32';
  return { dtr: up, rts: up };
}
