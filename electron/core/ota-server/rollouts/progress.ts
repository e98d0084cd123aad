import type { OtaOffer } from '../../../../shared/contract/otaLedger.ts';
import type { Store } from '../../store/store.ts';
import type { Campaigns } from '../campaigns/campaigns.ts';
import { judgeStage, type Standing } from './judgeStage.ts';

/** An upgrade that has ended, and what it was taken for before. */
export interface Ended {
  readonly campaignId: string;
  readonly was: OtaOffer['state'];
  readonly now: Exclude<OtaOffer['state'], 'waiting'>;
}

/** Moves rollouts on as their upgrades end, together with what ended them or not at all. */
export interface Progressing {
  /**
   * All of `work` and the steps of rollouts that follow from what it counted, in one transaction. Memory follows only when that
   * has succeeded: a stage that the database does not have would be forgotten by the next start.
   */
  inTransaction<T>(work: (count: (ended: Ended) => void) => T): T;
  /** The same, in one commit with all that is shared in this turn; memory is read anew should that commit fail. */
  shared<T>(work: (count: (ended: Ended) => void) => T): T;
}

export function createProgress(
  store: Store,
  campaigns: Campaigns,
  onChanged: (campaignId: string) => void,
): Progressing {
  function moveOn<T>(transact: Store['transaction'], work: (count: (ended: Ended) => void) => T): T {
    const changed = new Map<string, Standing>();
    const result = transact(() => {
      const value = work(({ campaignId, was, now }) => {
        const campaign = changed.get(campaignId) ?? campaigns.find(campaignId);
        if (campaign !== undefined) changed.set(campaignId, countEnded(campaign, was, now));
      });
      for (const [id, standing] of changed) {
        const rollout = campaigns.find(id)?.rollout ?? null;
        const next = rollout === null ? standing : judgeStage(rollout, standing);
        changed.set(id, next);
        campaigns.writeStanding(id, next);
      }
      return value;
    });
    for (const [id, standing] of changed) {
      campaigns.applyStanding(id, standing);
      onChanged(id);
    }
    if (changed.size > 0) store.settled()?.catch(campaigns.refresh);
    return result;
  }

  return {
    inTransaction: (work) => moveOn(store.transaction, work),
    shared: (work) => moveOn(store.share, work),
  };
}

/** A module that was suspected and reports its target after all was no failure. */
function countEnded({ state, stage, good, bad }: Standing, was: Ended['was'], now: Ended['now']): Standing {
  if (now === 'succeeded') {
    return { state, stage, good: good + 1, bad: was === 'suspected' ? Math.max(0, bad - 1) : bad };
  }
  return { state, stage, good, bad: was === 'suspected' ? bad : bad + 1 };
}
