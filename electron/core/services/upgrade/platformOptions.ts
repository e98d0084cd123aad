import type { UpgradeDriver } from '../../modem/drivers/driver.ts';
import type { Identified } from '../../modem/identity.ts';
import type { Cargo } from './cargo.ts';
import { createQuotaGate } from './platformQuota.ts';
import type { Work } from './work.ts';

/** What only matters where a platform is asked: its offers, its bans, and a network that may still come. */
export function platformOptions(
  { identity }: Identified,
  { description }: UpgradeDriver,
  cargo: Cargo,
  { parts, request, context, offerAnswers, begun }: Work,
) {
  const isPlan = cargo.kind === 'plan' || cargo.kind === 'image';
  const waits = request.waitForNetwork ?? isPlan;
  if (!isPlan) return { waitForNetwork: waits };
  const { imei, version } = identity;
  const firstCounted = begun?.counted === true;
  const module = { imei: imei ?? '', sourceVersion: version, jobId: context.id, firstCounted };
  return {
    waitForNetwork: waits,
    offerAnswers,
    offerPolicy: { decision: request.offers ?? 'accept', acceptUnknown: request.acceptUnknown ?? false },
    ...(imei === undefined || !description.bansLoops
      ? {}
      : { quota: createQuotaGate(parts.devices, module, () => parts.clock.wallMs()) }),
  };
}
