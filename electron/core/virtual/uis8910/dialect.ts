import type { VirtualDialect } from '../dialect.ts';
import { withDefaults } from '../knobs/spec.ts';
import { checkKnobs } from '../knobs/store.ts';
import {
  createLuatModule,
  type LuatDialect,
  type LuatModule,
  type LuatModuleOptions,
} from '../luatAt/createModule.ts';
import { luatKnobs } from '../luatAt/knobs.ts';
import { baseJumpPreset, luatPresets } from '../luatAt/presets.ts';
import { createUis8910Chip } from './chip.ts';

/** The dialect that the manual prints for this chip (at-commands L-T4); no real log of it is known (8.4). */
const knobs = withDefaults(luatKnobs, {
  progressFromZero: true,
  applyDialect: 'upgradedl',
  upgradeVer: true,
  bootBanner: false,
  // The serial upgrade is documented for EC618 only (1.5).
  uartUpgrade: 'no',
});

const luat: LuatDialect = { id: 'uis8910-at', knobs, createChip: createUis8910Chip };

/** A virtual Air724UG with AT firmware. @throws as `createLuatModule` */
export function createUis8910Module(options: LuatModuleOptions): LuatModule {
  return createLuatModule(luat, options);
}

/** Modules of UIS8910 (RDA8910) with AT firmware. */
export const uis8910At: VirtualDialect = {
  id: luat.id,
  chip: 'uis8910',
  fileEndings: ['.pac'],
  knobs,
  presets: [...luatPresets, baseJumpPreset],
  create: async (options) =>
    createUis8910Module({ ...options, knobs: checkKnobs(knobs, options.knobs ?? {}) }),
};
