import { findAirVersion } from './airVersion.ts';

/** Where a release stands among others of the same product. */
export interface ReleasePlace {
  /** Model and variant of AT firmware, or the project of a LuatOS release; only releases of one product follow each other. */
  readonly product: string;
  /** Compared from the left. */
  readonly numbers: readonly number[];
}

/** `PROJECT_1.0.13_LuatOS-SoC_V1120_EC618`, the name of a production package (luat-formats 1.2). */
const luatosPattern = /^(?:(.+)_(\d{1,9})\.(\d{1,9})\.(\d{1,9})_)?LuatOS-SoC_V(\d{1,9})(?:_(\w+))?/;

/** The place that a version's text gives, null where it gives none. */
export function releasePlace(version: string): ReleasePlace | null {
  const air = findAirVersion(version);
  if (air !== null) return { product: `${air.model} ${air.variant}`, numbers: [Number(air.digits)] };
  const luatos = luatosPattern.exec(version);
  if (luatos === null) return null;
  const [, project = '', major = 0, minor = 0, patch = 0, core = 0, chip = ''] = luatos;
  return {
    product: `${project} LuatOS ${chip}`.trim(),
    numbers: [major, minor, patch, core].map(Number),
  };
}

/** Negative where `a` is the older one. */
export function comparePlaces(a: ReleasePlace, b: ReleasePlace): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
