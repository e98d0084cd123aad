import type { VirtualDialect } from '../dialect.ts';
import { checkKnobs } from '../knobs/store.ts';
import {
  createLuatModule,
  type LuatDialect,
  type LuatModule,
  type LuatModuleOptions,
} from '../luatAt/createModule.ts';
import { luatKnobs } from '../luatAt/knobs.ts';
import { luatPresets, serialPresets } from '../luatAt/presets.ts';
import { createEc618Chip } from './chip.ts';

const luat: LuatDialect = { id: 'ec618-at', knobs: luatKnobs, createChip: createEc618Chip };

/** A virtual Air780E with AT firmware. @throws as `createLuatModule` */
export function createEc618Module(options: LuatModuleOptions): LuatModule {
  return createLuatModule(luat, options);
}

/** Air780E and its kin with AT firmware. */
export const ec618At: VirtualDialect = {
  id: luat.id,
  chip: 'ec618',
  fileEndings: ['.binpkg'],
  knobs: luat.knobs,
  presets: [...luatPresets, ...serialPresets],
  create: async (options) =>
    createEc618Module({ ...options, knobs: checkKnobs(luat.knobs, options.knobs ?? {}) }),
};
