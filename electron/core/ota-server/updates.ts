import type { Campaign, CampaignAction, CampaignInput } from '../../../shared/contract/otaCampaign.ts';
import type { OtaDecision } from '../../../shared/contract/otaDecision.ts';
import type { OtaModule, OtaRules } from '../../../shared/contract/otaLedger.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Store } from '../store/store.ts';
import { createServings } from './bans/servings.ts';
import { type Blobs, createBlobs } from './campaigns/blobs.ts';
import { type CampaignChange, createCampaignDesk } from './campaigns/campaignDesk.ts';
import { createCampaigns } from './campaigns/campaigns.ts';
import { createPins } from './campaigns/pins.ts';
import { createDecider } from './decisions/decider.ts';
import { createDecisionLog } from './decisions/decisionLog.ts';
import type { Decider } from './decisions/decisions.ts';
import { type DryRun, dryRun } from './decisions/dryRun.ts';
import { defaultDeliveryLimit } from './deliveries.ts';
import { createModuleDesk, type ModuleDesk } from './ledger/moduleDesk.ts';
import { createOffers } from './ledger/offers.ts';
import { createOtaModules, type ModuleFilter } from './ledger/otaModules.ts';
import { createRuleSettings } from './ledger/otaRules.ts';
import { createListeners } from './listeners.ts';
import type { Publications } from './publications.ts';
import { createProgress } from './rollouts/progress.ts';
import { createSweep } from './rollouts/sweep.ts';
import { type RandomBytes, randomId } from './shortId.ts';

/** Who is offered what, decided and remembered. Works without an open port: a dry run needs none. */
export interface Updates extends Decider, Omit<ModuleDesk, 'list'> {
  readonly blobs: Blobs;
  /** Resolves when the files of every campaign are ready, or were found damaged. */
  loaded(): Promise<void>;
  campaigns(): readonly Campaign[];
  /** Throws AppError server.unknownCampaign {id}, and what the package source throws. */
  saveCampaign(input: CampaignInput): Promise<Campaign>;
  removeCampaign(id: string): void;
  /** Throws AppError server.unknownCampaign, server.campaignAborted, server.noNextStage (all {id}). */
  steerCampaign(id: string, action: CampaignAction): Campaign;
  onCampaign(listener: (change: CampaignChange) => void): () => void;
  decisions(filter: {
    moduleId?: string | undefined;
    beforeSeq?: number | undefined;
    limit: number;
  }): OtaDecision[];
  onDecision(listener: (decision: OtaDecision) => void): () => void;
  /** Throws AppError server.notUnderstood {reason}. */
  dryRun(text: string): DryRun;
  modules(filter: ModuleFilter): { readonly modules: OtaModule[]; readonly total: number };
  rules(): OtaRules;
  setRules(change: Partial<OtaRules>): OtaRules;
  onRules(listener: (rules: OtaRules) => void): () => void;
  /** Whether a campaign has this package. */
  uses(sha256: string): boolean;
  /**
   * A module told how its upgrade went. A failure is taken at its word; a success is proven by the version that it asks from next
   * (platform-apis 1.5). An unknown number is ignored.
   * @param seq of the decision that gave it the upgrade
   */
  resultReported(seq: number, succeeded: boolean): void;
  /** Ends its timers. */
  close(): void;
}

export interface UpdatesParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly publications: Pick<Publications, 'add'>;
  /** For what fails where nobody waits for an answer. */
  readonly reportFailure: (error: unknown) => void;
}

export function createUpdates({ store, clock, random, publications, reportFailure }: UpdatesParts): Updates {
  const decided = createListeners<OtaDecision>(reportFailure);
  const campaignChanged = createListeners<CampaignChange>(reportFailure);
  const rulesChanged = createListeners<OtaRules>(reportFailure);
  const campaigns = createCampaigns(store);
  const offers = createOffers(store);
  const modules = createOtaModules(store, offers);
  const servings = createServings(store);
  const pins = createPins(store);
  const settings = createRuleSettings(store);
  const log = createDecisionLog(store);
  const blobs = createBlobs(publications, defaultDeliveryLimit);
  const desk = createCampaignDesk({
    ...{ store, clock, campaigns, offers, blobs, emit: campaignChanged.emit },
    newId: () => randomId(random, 8),
  });
  const progress = createProgress(store, campaigns, desk.changed);
  const decider = createDecider({
    ...{ clock, campaigns, modules, offers, servings, pins, log, progress },
    ...{ settings: settings.get, blob: blobs.state, settled: store.settled },
    onDecided(decision) {
      if (decision.outcome === 'serve' && decision.campaignId !== null) {
        sweep.wake();
        desk.changed(decision.campaignId);
      }
      // Others hear of what is kept; of a commit that failed the module's connection hears.
      if (!decided.any()) return;
      void store.settled()?.then(
        () => decided.emit(decision),
        () => undefined,
      );
    },
  });
  const moduleDesk = createModuleDesk({
    ...{ store, clock, modules, offers, servings },
    settings: settings.get,
  });
  const sweep = createSweep({
    clock,
    offers,
    servings,
    pins,
    progress,
    settings: settings.get,
    reportFailure,
  });
  const loading = desk.loadAll(reportFailure);

  function failedByReport(seq: number): void {
    const [decision] = log.list({ beforeSeq: seq + 1, limit: 1 });
    const open = decision?.seq === seq ? offers.last(decision.claim.identity ?? '') : null;
    if (open === null || open.state !== 'waiting' || open.campaignId !== decision?.campaignId) return;
    progress.inTransaction((count) => {
      offers.end(open.id, 'failed', clock.wallMs());
      count({ campaignId: open.campaignId, was: 'waiting', now: 'failed' });
    });
  }

  return {
    ...decider,
    ...moduleDesk,
    blobs,
    loaded: () => loading,
    campaigns: desk.list,
    saveCampaign: desk.save,
    removeCampaign: desk.remove,
    steerCampaign: desk.steer,
    onCampaign: campaignChanged.on,
    decisions: log.list,
    onDecision: decided.on,
    dryRun: (text) => dryRun(text, { judge: decider.judge, rules: settings.get, blobs }),
    modules: moduleDesk.list,
    rules: settings.get,
    setRules(change) {
      const rules = settings.set(change);
      rulesChanged.emit(rules);
      return rules;
    },
    onRules: rulesChanged.on,
    uses: (sha256) =>
      campaigns.list().some(({ packages }) => packages.some((item) => item.sha256 === sha256)),
    resultReported(seq, succeeded) {
      if (!succeeded) failedByReport(seq);
    },
    close() {
      sweep.stop();
      desk.stop();
    },
  };
}
