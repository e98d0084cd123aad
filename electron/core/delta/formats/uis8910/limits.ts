import type { PackageLimit } from '../format.ts';

/** None is known: the pack is a file in the module's own file system, whose free space only the module knows. */
export const uis8910Limits: readonly PackageLimit[] = [];

/** Blocks that a flash of 16 MiB has; more cannot be on the module. */
export const mostImageBytes = 256 * 0x10000;
