import type { Offer } from '../../../../shared/contract/job.ts';
import type { OfferConditions } from '../drivers/driver.ts';
import { offerViewOf } from './offerView.ts';
import { type Measure, measureOf } from './progress.ts';
import type { RunUpgradeOptions } from './runOptions.ts';
import type { UpgradeMachine } from './state.ts';

/** What whoever watches a run is told of the machine: each thing when it has changed, and only then. */
export interface Tellings {
  after(machine: UpgradeMachine): void;
  /** The module's surroundings were read; they belong to the offer. */
  conditions(conditions: OfferConditions): void;
}

export function createTellings({
  onProgress,
  onOffer,
}: Pick<RunUpgradeOptions, 'onProgress' | 'onOffer'>): Tellings {
  let measure: Measure | null = null;
  let offer: Offer | null = null;
  let conditions: OfferConditions | null = null;
  return {
    after(machine) {
      const measured = measureOf(machine);
      if (measured !== null && JSON.stringify(measure) !== JSON.stringify(measured)) {
        measure = measured;
        onProgress?.(measured);
      }
      const offered = offerViewOf(machine, conditions, offer);
      if (offered !== null && JSON.stringify(offer) !== JSON.stringify(offered)) {
        offer = offered;
        onOffer?.(offered);
      }
    },
    conditions(read) {
      conditions = read;
    },
  };
}
