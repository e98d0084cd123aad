import type { PackageLimit } from '../format.ts';

/** The zone that collects a core delta on EC618; the sectors go elsewhere and do not count. */
export const deltaZone: PackageLimit = {
  bytes: 480 * 1024,
  source: 'luat-formats 5.8, 5.9',
  part: 'delta',
};

/** NEW bytes of one image: the number of 32 KiB parts is one byte (luat-formats 5.2). */
export const deltaImageBytes = 255 * 32 * 1024;

export const otaHeadBytes = 92;
