import type { OtaOffer } from '../../../../shared/contract/otaLedger.ts';
import { sameVersion } from '../rules/versions.ts';
import type { UpdateRequest } from './updateRequest.ts';

/**
 * What a module's request says about the upgrade that it was handed: its version is the only proof there is (platform-apis 1.5).
 * - its target: succeeded, also after it had been suspected
 * - its source, later than the time it was given: suspected
 * - any other version: failed, for it does not run what it was given
 * Null: nothing new.
 */
export function readReport(
  offer: Pick<OtaOffer, 'state' | 'source' | 'target' | 'lastServedMs'>,
  { version }: Pick<UpdateRequest, 'version'>,
  nowMs: number,
  confirmTimeoutMs: number,
): Exclude<OtaOffer['state'], 'waiting'> | null {
  if (version === null || offer.state === 'succeeded' || offer.state === 'failed') return null;
  if (sameVersion(version, offer.target)) return 'succeeded';
  if (offer.state === 'suspected') return null;
  if (!sameVersion(version, offer.source)) return 'failed';
  return nowMs - offer.lastServedMs > confirmTimeoutMs ? 'suspected' : null;
}
