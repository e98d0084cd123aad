import type { JobContext } from '../../jobs/jobContext.ts';
import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import { chooseDriver } from '../../modem/drivers/index.ts';
import type { Identified } from '../../modem/identity.ts';
import type { HeardSignal } from '../../modem/upgrade/unasked.ts';
import type { Lease } from '../../ports/lease.ts';
import { askWho } from './following.ts';
import { overheardOnly } from './logPort.ts';
import type { BegunUpgrade } from './unaskedUpgrades.ts';
import type { Work } from './work.ts';

/** Who is there, before anything is changed: also what the ledger of devices learns. */
export async function firstLook(
  { parts, request, context }: Work,
  lease: Lease,
  begun: BegunUpgrade | null,
  onSignal: (heard: HeardSignal) => void,
): Promise<Identified> {
  const overheard = overheardOnly(lease, request.driver);
  if (overheard !== null) return overheard;
  const { id: jobId, signal } = context;
  const found = await askWho(parts, lease, begun, { jobId, signal, driver: request.driver, onSignal });
  const { version, imei, model, chip } = found.identity;
  if (imei !== undefined) {
    parts.devices.recordSeen({
      ...{ id: imei, portId: lease.info.id, jobId },
      ...(version === '' ? {} : { version }),
      ...(model === undefined ? {} : { model }),
      ...(chip === undefined ? {} : { chip }),
    });
  }
  context.result({ kind: 'upgrade', from: version, ...(imei === undefined ? {} : { imei }) });
  return found;
}

/** The driver that has understood the module so far goes on. */
export function takeOver({ driver }: BegunUpgrade, context: JobContext): UpgradeDriver {
  const { id } = driver.description;
  context.result({ kind: 'upgrade', driver: id });
  context.event('upgrade.tookOver', { driver: id });
  return driver;
}

/** The driver for this way and why, in the journal. */
export function pickDriver({ choices }: Identified, { request, context }: Work): UpgradeDriver | null {
  const choice = chooseDriver(choices, request.way);
  if (choice === null) return null;
  const { driver, detection, forced } = choice;
  const { id } = driver.description;
  context.result({ kind: 'upgrade', driver: id });
  if (forced || detection === null) context.event('upgrade.driverForced', { driver: id });
  else {
    const { reason, evidence } = detection;
    context.event('upgrade.driverChosen', { driver: id, reason, evidence });
  }
  return driver;
}
