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
import { luatPresets } from '../luatAt/presets.ts';
import { createEc7xxChip } from './chip.ts';

/** As the log of an Air780ET shows it (at-commands L-T1): one progress line, USB, no word of the boot loader. */
const knobs = withDefaults(luatKnobs, {
  progressStep: 100,
  usbDrop: true,
  bootBanner: false,
  pdnIndex: true,
  // The serial upgrade is documented for EC618 only (1.5).
  uartUpgrade: 'no',
});

const luat: LuatDialect = { id: 'ec7xx-at', knobs, createChip: createEc7xxChip };

/** A virtual Air780EP with AT firmware. @throws as `createLuatModule` */
export function createEc7xxModule(options: LuatModuleOptions): LuatModule {
  return createLuatModule(luat, options);
}

/** Modules of EC716 and EC718 with AT firmware. */
export const ec7xxAt: VirtualDialect = {
  id: luat.id,
  chip: 'ec7xx',
  fileEndings: ['.binpkg'],
  knobs,
  presets: luatPresets,
  create: async (options) => createEc7xxModule({ ...options, knobs: checkKnobs(knobs, options.knobs ?? {}) }),
};
