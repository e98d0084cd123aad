import type { JobContext } from '../../jobs/jobContext.ts';
import type { OfferAnswer } from '../../modem/upgrade/events.ts';
import type { CoreParts } from '../handlers.ts';
import type { UpgradeRequest } from './request.ts';
import type { BegunUpgrade } from './unaskedUpgrades.ts';

/** One job at work: what every step needs. */
export interface Work {
  readonly parts: CoreParts;
  readonly request: UpgradeRequest;
  readonly context: JobContext;
  /** The person's answers to a platform's offer. */
  readonly offerAnswers: (listener: (answer: OfferAnswer) => void) => () => void;
  /** The person's wish not to wait any longer. */
  readonly waitSkips: (listener: () => boolean) => () => void;
  /** What runs already and is followed. */
  readonly begun?: BegunUpgrade | null;
}
