import { latin1Text, sha256Hex } from '../bytes.ts';
import { type Ec618Storage, imageOf } from './storage.ts';

/** Runtime spelling of a release name (at-commands 1.7). */
const runtimeName = /AirM2M_[A-Za-z0-9]+_V\d+_LTE_[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*/;
const anyName = /AirM2M_[A-Za-z0-9_.-]{4,56}/;

/**
 * The version that the flash itself says: the first full release name in the AP image, else the first other `AirM2M_`
 * name there, else a name made of the first 8 hex digits of SHA-256 over the AP and the CP image, so that different
 * bytes never carry the same version.
 */
export function readVersion(storage: Ec618Storage): string {
  const ap = imageOf(storage.zones.ap);
  const text = latin1Text(ap);
  const name = runtimeName.exec(text)?.[0] ?? anyName.exec(text)?.[0];
  if (name !== undefined) return name;
  return `AirM2M_780E_${sha256Hex(ap, imageOf(storage.zones.cp)).slice(0, 8)}_LTE_AT`;
}

/** Model token between the first two underscores, e.g. `780E`. */
export function modelOf(version: string): string {
  return /^AirM2M_([A-Za-z0-9]+)/.exec(version)?.[1] ?? '780E';
}

/** Number after `_V`, or null for a name without one. */
export function releaseNumber(version: string): number | null {
  const digits = /_V(\d+)/.exec(version)?.[1];
  return digits === undefined ? null : Number(digits);
}
