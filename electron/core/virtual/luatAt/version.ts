import { latin1Text } from '../bytes.ts';

/** Runtime spelling of a release name (at-commands 1.7). */
const runtimeName = /AirM2M_[A-Za-z0-9]+_V\d+_LTE_[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*/;
const anyName = /AirM2M_[A-Za-z0-9_.-]{4,56}/;

/**
 * The version that an image itself says: the first full release name in it, else the first other `AirM2M_` name; null
 * without one.
 */
export function findVersion(image: Uint8Array): string | null {
  const text = latin1Text(image);
  return runtimeName.exec(text)?.[0] ?? anyName.exec(text)?.[0] ?? null;
}

/** A name for firmware that carries none, so that different bytes never have the same version. */
export function inventVersion(model: string, digest: string): string {
  return `AirM2M_${model}_${digest.slice(0, 8)}_LTE_AT`;
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
