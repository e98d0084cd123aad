import type { KnobsOf } from '../knobs/spec.ts';
import type { KnobStore } from '../knobs/store.ts';
import { identityKnobs, lineKnobs, portKnobs, radioKnobs, timeKnobs } from './knobs/base.ts';
import { applyKnobs, packageKnobs, serialKnobs } from './knobs/package.ts';
import { cloudKnobs, downloadKnobs, settingsKnobs } from './knobs/upgrade.ts';

/** Every knob of AT firmware; a chip may have other defaults, never other knobs. */
export const luatKnobs = {
  ...radioKnobs,
  ...cloudKnobs,
  ...settingsKnobs,
  ...downloadKnobs,
  ...packageKnobs,
  ...applyKnobs,
  ...portKnobs,
  ...lineKnobs,
  ...identityKnobs,
  ...serialKnobs,
  ...timeKnobs,
} as const;

export type LuatKnobs = KnobsOf<typeof luatKnobs>;
export type LuatKnobStore = KnobStore<LuatKnobs>;

/** Inside one block: backup half written; backup complete, image untouched; image block erased and half written. */
export type PowerCutPoint = 'halfBackup' | 'afterBackup' | 'halfImage';
