import { AppError } from '../../../../shared/errors.ts';
import { createAtChannel } from '../../modem/atChannel.ts';
import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import { type Identified, identifyWithDrivers } from '../../modem/identity.ts';
import type { HeardSignal } from '../../modem/upgrade/unasked.ts';
import type { Lease } from '../../ports/lease.ts';
import type { CoreParts } from '../handlers.ts';
import { refuseDuringOwnUpgrade } from './ownUpgradeLock.ts';
import type { UpgradeRequest } from './request.ts';
import type { BegunUpgrade } from './unaskedUpgrades.ts';

/** Following an upgrade that runs already: what is asked for it, and what may not be asked beside it. */

/** Sends no order. The image for an MCU behind the module is taken out; everything else needs no more than to be heard. */
export function followRequest(portId: string, { description }: UpgradeDriver): UpgradeRequest {
  if (!description.deliveries.includes('cloud') && description.deliveries.includes('local'))
    return { portId, way: 'local', source: { kind: 'image', ask: false }, offers: 'ask' };
  return { portId, way: 'cloud', source: { kind: 'plan', ask: false }, offers: 'ask' };
}

export function followsOnly({ source }: Pick<UpgradeRequest, 'source'>): boolean {
  return (source.kind === 'plan' || source.kind === 'image') && source.ask === false;
}

/** @throws AppError modem.ownUpgradeRuns {portId}: an order now would break what the module is at */
export function checkOwnUpgrade({ unasked }: Pick<CoreParts, 'unasked'>, request: UpgradeRequest): void {
  if (!followsOnly(request)) refuseDuringOwnUpgrade(unasked, request.portId);
}

/** Which driver and why, of a module that is too busy to answer: it was understood by its lines, and is known by its port. */
export function knownFrom({ driver, deviceId, version = '' }: BegunUpgrade): Identified {
  const identity = {
    ...{ dialect: driver.description.id, version, sim: 'unknown' as const },
    ...(deviceId === undefined ? {} : { imei: deviceId }),
  };
  return { identity, choices: [{ driver, detection: null, forced: false }] };
}

/**
 * Asks who it is, and keeps what is heard meanwhile of an upgrade that runs already. A module that is applying does not answer, and then what was known before has to do.
 * Throws what asking throws where nothing had begun.
 */
export async function askWho(
  { journal, clock }: Pick<CoreParts, 'journal' | 'clock'>,
  lease: Lease,
  begun: BegunUpgrade | null,
  options: {
    readonly jobId: string;
    readonly signal: AbortSignal;
    readonly driver: string | undefined;
    readonly onSignal: (heard: HeardSignal) => void;
  },
): Promise<Identified> {
  const { jobId, signal, driver, onSignal } = options;
  const channel = createAtChannel({
    transport: lease.transport,
    journal,
    clock,
    portId: lease.info.id,
    jobId,
  });
  channel.onHeard(({ text, role, seq }) => {
    if (role === 'echo' || role === 'final') return;
    for (const heard of begun?.driver.decode(text, role) ?? []) onSignal({ signal: heard, seq });
  });
  try {
    return await identifyWithDrivers(channel, { signal, ...(driver === undefined ? {} : { driver }) });
  } catch (error) {
    if (begun !== null && error instanceof AppError && error.code === 'modem.timeout')
      return knownFrom(begun);
    throw error;
  } finally {
    channel.dispose();
  }
}
