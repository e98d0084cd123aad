import type { z } from 'zod';
import type { upgradeService } from '../../../../shared/contract/upgrade.ts';

/** What `upgrade.start` was asked for, checked by the contract. */
export type UpgradeRequest = z.output<(typeof upgradeService)['start']['input']>;
