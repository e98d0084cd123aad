import type { Offer } from '../../../../shared/contract/job.ts';
import type { OfferConditions } from '../drivers/driver.ts';
import type { UpgradeMachine } from './state.ts';

/** What whoever follows an upgrade should see of a platform's plan. */

/**
 * The plan with its demands and what the module says to them; null while there is none.
 *
 * @param conditions as last read, null where they were not asked for
 * @param before what was shown last: an answer stays said when the machine has gone on
 */
export function offerViewOf(
  machine: UpgradeMachine,
  conditions: OfferConditions | null,
  before: Offer | null,
): Offer | null {
  const { offer } = machine.facts;
  if (offer === null) return before;
  const { component, from, to, minBattery, minSignalDbm, sizeBytes } = offer;
  return {
    ...{ component, from, to },
    ...(minBattery === undefined ? {} : { minBattery }),
    ...(minSignalDbm === undefined ? {} : { minSignalDbm }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    batteryPercent: conditions?.batteryPercent ?? null,
    signalDbm: conditions?.signalDbm ?? null,
    state: stateOf(machine, before),
  };
}

function stateOf({ state, facts }: UpgradeMachine, before: Offer | null): Offer['state'] {
  switch (state.phase) {
    case 'checkingOffer':
      return 'checking';
    case 'offered':
      return 'open';
    case 'answeringOffer':
      return state.accept ? 'accepted' : 'refused';
    case 'deferred':
      return state.reason === 'person' ? 'deferred' : (before?.state ?? 'checking');
    default:
      return facts.accepted ? 'accepted' : (before?.state ?? 'checking');
  }
}
