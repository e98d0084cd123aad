import type { VirtualDialect } from '../dialect.ts';
import { checkKnobs } from '../knobs/store.ts';
import { createVirtualModule } from './createModule.ts';
import { ec618Knobs } from './knobs.ts';

/** Air780E and its kin with AT firmware. */
export const ec618At: VirtualDialect = {
  id: 'ec618-at',
  chip: 'ec618',
  fileEndings: ['.binpkg'],
  knobs: ec618Knobs,
  presets: [],
  create: async (options) =>
    createVirtualModule({ ...options, knobs: checkKnobs(ec618Knobs, options.knobs ?? {}) }),
};
