import type { ResourceLimits } from 'node:worker_threads';

/**
 * Threads of a build keep little for long: their large arrays are shared or soon done with. A small nursery has them collected
 * early; with V8's own size a build of 4 MiB images held 100 MiB more at its peak and was no faster.
 */
export const leanThread: ResourceLimits = { maxYoungGenerationSizeMb: 8 };
