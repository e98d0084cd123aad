import { AppError } from '../../../../shared/errors.ts';
import { breakingOrder } from '../../modem/breakingOrders.ts';
import type { UnaskedUpgrades } from './unaskedUpgrades.ts';

/**
 * What is locked while a module is at an upgrade that no job follows (at-commands 7, rule 9). The core refuses it, whichever door asks;
 * a window only shows it beforehand. An upgrade that a job follows needs no such lock: the job has the port.
 */
export type OwnUpgradeLock = Pick<UnaskedUpgrades, 'of'>;

/** @throws AppError modem.ownUpgradeRuns {portId} */
export function refuseDuringOwnUpgrade(unasked: OwnUpgradeLock, portId: string): void {
  if (unasked.of(portId) !== null) throw new AppError('modem.ownUpgradeRuns', { portId }, { retry: 'later' });
}

/**
 * Lets questions through, and what goes on with the upgrade.
 *
 * @throws AppError modem.orderBreaksUpgrade {portId, command}
 */
export function refuseBreakingOrder(unasked: OwnUpgradeLock, portId: string, text: string): void {
  if (unasked.of(portId) === null) return;
  const command = breakingOrder(text);
  if (command !== null)
    throw new AppError('modem.orderBreaksUpgrade', { portId, command }, { retry: 'later' });
}
