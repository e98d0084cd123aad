import type { Campaign, CampaignAction, CampaignInput } from '../../../../shared/contract/otaCampaign.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Offers } from '../ledger/offers.ts';
import { firstStage } from '../rollouts/judgeStage.ts';
import { steer } from '../rollouts/steer.ts';
import type { Blobs } from './blobs.ts';
import type { Campaigns } from './campaigns.ts';
import type { CampaignRecord, LiveCampaign } from './liveCampaign.ts';
import { markOf } from './projectMark.ts';

export type CampaignChange =
  | { readonly kind: 'campaignSaved'; readonly campaign: Campaign }
  | { readonly kind: 'campaignRemoved'; readonly id: string };

/** What a person does with campaigns. */
export interface CampaignDesk {
  list(): readonly Campaign[];
  save(input: CampaignInput): Promise<Campaign>;
  remove(id: string): void;
  steer(id: string, action: CampaignAction): Campaign;
  /** Something about it is new: announced soon, once for many. */
  changed(id: string): void;
  loadAll(onFailed: (error: unknown) => void): Promise<void>;
  stop(): void;
}

export interface CampaignDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly campaigns: Campaigns;
  readonly offers: Offers;
  readonly blobs: Blobs;
  readonly newId: () => string;
  readonly emit: (change: CampaignChange) => void;
}

/** Counting is a walk over the upgrades of a campaign; with a thousand requests a second once in this time is plenty. */
const announceMs = 500;

export function createCampaignDesk(parts: CampaignDeskParts): CampaignDesk {
  const { store, clock, campaigns, offers, blobs, emit } = parts;
  const waiting = new Set<string>();
  let stopTimer: (() => void) | null = null;

  const describe = (live: LiveCampaign): Campaign => {
    const { position, names, allowed, denied, canary, project, good, bad, ...shown } = live;
    return { ...shown, ...copies(shown), counts: { ...offers.counts(live.id) } };
  };

  function announce(id: string): Campaign {
    const campaign = describe(campaigns.known(id));
    emit({ kind: 'campaignSaved', campaign });
    return campaign;
  }

  function announceWaiting(): void {
    stopTimer = null;
    const ids = [...waiting];
    waiting.clear();
    for (const id of ids) if (campaigns.find(id) !== undefined) announce(id);
  }

  function write(record: CampaignRecord): Campaign {
    store.transaction(() => campaigns.write(record));
    campaigns.refresh();
    return announce(record.id);
  }

  return {
    list: () => campaigns.list().map(describe),
    async save(input) {
      for (const { sha256 } of input.packages) await blobs.load(sha256);
      // Asked after the files: somebody may have changed it meanwhile.
      const old = input.id === undefined ? undefined : campaigns.known(input.id);
      return write(merge(input, old, parts.newId, clock.wallMs()));
    },
    remove(id) {
      campaigns.known(id);
      store.transaction(() => campaigns.remove(id));
      campaigns.refresh();
      emit({ kind: 'campaignRemoved', id });
    },
    steer(id, action) {
      const campaign = campaigns.known(id);
      const standing = steer(campaign, action);
      if (standing === null) {
        const code = campaign.state === 'aborted' ? 'server.campaignAborted' : 'server.noNextStage';
        throw new AppError(code, { id });
      }
      store.transaction(() => {
        campaigns.writeStanding(id, standing);
        if (action === 'retryFailed') offers.retryFailed(id);
      });
      campaigns.applyStanding(id, standing);
      return announce(id);
    },
    changed(id) {
      waiting.add(id);
      stopTimer ??= clock.after(announceMs, announceWaiting);
    },
    async loadAll(onFailed) {
      const digests = new Set(
        campaigns.list().flatMap(({ packages }) => packages.map(({ sha256 }) => sha256)),
      );
      for (const sha256 of digests) await blobs.load(sha256).catch(onFailed);
    },
    stop: () => stopTimer?.(),
  };
}

/** The contract's lists are its own, not those that decisions are made from. */
function copies(shown: Pick<CampaignRecord, 'firmwareNames' | 'packages' | 'allow' | 'deny'>) {
  const { firmwareNames, packages, allow, deny } = shown;
  return { firmwareNames: [...firmwareNames], packages: [...packages], allow: [...allow], deny: [...deny] };
}

function merge(
  input: CampaignInput,
  old: LiveCampaign | undefined,
  newId: () => string,
  nowMs: number,
): CampaignRecord {
  const rollout = input.rollout === undefined ? (old?.rollout ?? null) : input.rollout;
  const mark = input.projectKey == null ? null : markOf(input.projectKey);
  const kept = input.projectKey === undefined && old !== undefined;
  // A rollout that begins now begins at its beginning; one that goes on stays where it is, within its new batches.
  const begins = old === undefined || (old.rollout === null) !== (rollout === null);
  return {
    id: old?.id ?? newId(),
    name: input.name,
    createdAtMs: old?.createdAtMs ?? nowMs,
    project: kept ? old.project : (mark?.digest ?? null),
    projectHint: kept ? old.projectHint : (mark?.hint ?? null),
    firmwareNames: [...new Set(input.firmwareNames)],
    targetVersion: input.targetVersion,
    coreVersion: input.coreVersion === undefined ? (old?.coreVersion ?? null) : input.coreVersion,
    packages: input.packages,
    audience: input.audience ?? old?.audience ?? 'all',
    allow: input.allow ?? old?.allow ?? [],
    deny: input.deny ?? old?.deny ?? [],
    window: input.window === undefined ? (old?.window ?? null) : input.window,
    allowOlder: input.allowOlder ?? old?.allowOlder ?? false,
    building: input.building ?? old?.building ?? false,
    rollout,
    state: old?.state ?? 'active',
    stage: begins ? firstStage(rollout) : Math.min(old.stage, rollout?.batches.length ?? 0),
    good: begins ? 0 : old.good,
    bad: begins ? 0 : old.bad,
  };
}
