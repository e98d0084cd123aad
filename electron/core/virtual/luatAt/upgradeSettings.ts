import { createNvStore, type NvStore } from '../flash/nvStore.ts';
import type { LuatKnobs } from './knobs.ts';

/** What `AT+UPGRADE` keeps (at-commands 1.1). Text is one character per byte, as it came over the line. */
export interface UpgradeSettings {
  URL: string;
  KEY: string;
  AUTO: number;
  PERIOD: number;
}

/** Limits of PERIOD in seconds; the manual prints 2^32 as the upper one. */
export const periodLimitsSec = { min: 60, max: 4_294_967_296 } as const;

export function createUpgradeSettings(knobs: LuatKnobs): NvStore<UpgradeSettings> {
  return createNvStore<UpgradeSettings>({
    URL: knobs.factoryUrl,
    KEY: knobs.factoryKey,
    AUTO: knobs.factoryAuto,
    PERIOD: knobs.factoryPeriodSec,
  });
}
