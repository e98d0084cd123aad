import type { ChangedSetting, Offer } from '../../../../shared/contract/job.ts';
import type { Stage, Verdict } from '../../../../shared/contract/verdict.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../../shared/domain/journalPort.ts';
import type { Lease } from '../../ports/lease.ts';
import type { PortRegistry } from '../../ports/registry.ts';
import type { UpgradeDriver, UpgradeTimeouts } from '../drivers/driver.ts';
import { dialectOf } from './dialect.ts';
import type { OfferAnswer, ServerEvent } from './events.ts';
import { defaultOfferPolicy, type OfferPolicy } from './offerRules.ts';
import type { Measure } from './progress.ts';
import type { UpgradeGoal, UpgradeState } from './state.ts';
import type { QuotaGate, UpgradeDelivery } from './taskOf.ts';
import type { HeardSignal } from './unasked.ts';

/** What a run is given and what comes out of it. */

export interface RunUpgradeOptions {
  readonly ports: Pick<PortRegistry, 'waitForReturn'>;
  /** The port, acquired for `upgrade`. It is not released here; `UpgradeOutcome.lease` is the same holding. */
  readonly lease: Lease;
  readonly clock: Clock;
  readonly journal: JournalPort;
  readonly jobId: string;
  readonly driver: UpgradeDriver;
  readonly delivery: UpgradeDelivery;
  /**
   * What the package makes of the module: its new version, when it is known. `allowSame` goes on although the module already
   * bears that name; the end is then `unproven` at best.
   */
  readonly expected: { readonly version?: string; readonly allowSame?: boolean };
  /**
   * What was heard of an upgrade that runs already, in order, and the version that the module was known to run before: it is
   * followed from there.
   */
  readonly begun?: { readonly signals: readonly HeardSignal[]; readonly version?: string };
  /** Replaces single time-outs of the driver. */
  readonly timeouts?: Partial<UpgradeTimeouts>;
  /**
   * Asks again by itself when there was no network, as long as the driver's policy has it. Default false: beside a bench a person
   * wants to hear at once that there is none.
   */
  readonly waitForNetwork?: boolean;
  /** For a platform only, which bans modules that ask too often; leave out for a server of one's own. */
  readonly quota?: QuotaGate;
  /** Who decides on offers of a platform; default: whatever keeps their limits is accepted. */
  readonly offerPolicy?: Partial<OfferPolicy>;
  /** What the person says to an offer, where the policy is to ask. Returns the unsubscribe. */
  readonly offerAnswers?: (listener: (answer: OfferAnswer) => void) => () => void;
  /** Cancels at the next safe point; the promise still resolves, with a verdict. */
  readonly signal: AbortSignal;
  /** Every line of the module as it was heard. */
  readonly onLine?: (text: string) => void;
  /** What the OTA server sees of this module; leave out when another server is used. Returns the unsubscribe. */
  readonly serverEvents?: (listener: (event: ServerEvent) => void) => () => void;
  readonly onState?: (state: UpgradeState, stage: Stage) => void;
  readonly onProgress?: (progress: Measure) => void;
  /** The platform's offer whenever something about it has changed. */
  readonly onOffer?: (offer: Offer) => void;
  /** Nobody had told the module to download, and it does. */
  readonly onStartedByModule?: () => void;
  /** A person does not want to wait any longer: the listener says whether there was a wait that may be cut short. */
  readonly waitSkips?: (listener: () => boolean) => () => void;
}

export interface UpgradeOutcome {
  readonly verdict: Verdict;
  readonly from?: string;
  readonly to?: string;
  /** Settings that were changed and how putting them back went; a failure there never changes the verdict. */
  readonly settings: readonly ChangedSetting[];
  /** http: body bytes the server told of. */
  readonly servedBytes?: number;
  /** serial: package bytes that the module acknowledged. */
  readonly sentBytes?: number;
  /** The holding as it is now; the port may have another name. */
  readonly lease: Lease;
}

/** The driver's time-outs with what the caller replaces. */
export function timeoutsOf({ driver, timeouts, waitForNetwork }: RunUpgradeOptions): UpgradeTimeouts {
  const { description } = driver;
  const { waitsForNetworkMs } = description.retryPolicy;
  return {
    ...description.timeouts,
    ...description.retryPolicy,
    waitsForNetworkMs: waitForNetwork === true ? waitsForNetworkMs : [],
    ...timeouts,
  };
}

/** What the machine has to know of it. */
export function goalOf(options: RunUpgradeOptions): UpgradeGoal {
  const { delivery, driver, expected, offerPolicy, serverEvents, begun } = options;
  return {
    delivery: delivery.kind,
    dialect: dialectOf(driver),
    asks: 'asks' in delivery && delivery.asks && driver.trigger !== undefined,
    offerPolicy: { ...defaultOfferPolicy, ...offerPolicy },
    ...(delivery.kind === 'http' ? { url: delivery.url } : {}),
    ...(expected.version === undefined ? {} : { expectedVersion: expected.version }),
    ...(begun?.version === undefined ? {} : { knownVersion: begun.version }),
    allowSameVersion: expected.allowSame ?? false,
    hasServer: serverEvents !== undefined,
  };
}
