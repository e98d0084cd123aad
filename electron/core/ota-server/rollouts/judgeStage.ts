import type { CampaignState, RolloutPlan } from '../../../../shared/contract/otaCampaign.ts';

/** Where a campaign stands, and how the upgrades went that ended since its stage began. Those that wait say nothing yet. */
export interface Standing {
  readonly state: CampaignState;
  /** 0: the canary group alone; n: the n-th batch. */
  readonly stage: number;
  /** Succeeded by the module's own word. */
  readonly good: number;
  /** Failed, or suspected to have. */
  readonly bad: number;
}

/**
 * Where a rollout stands after the results of its stage. Errors are looked at first: a stage that meets both thresholds pauses.
 * Exactly the threshold is enough for either; an error threshold of 0 % still needs one bad upgrade. Below the minimum sample
 * nothing moves.
 */
export function judgeStage(plan: RolloutPlan, standing: Standing): Standing {
  const { good, bad } = standing;
  const ended = good + bad;
  if (standing.state !== 'active' || ended === 0 || ended < plan.minSample) return standing;
  if (bad > 0 && bad * 100 >= plan.errorPercent * ended) return { ...standing, state: 'pausedByErrors' };
  const last = plan.batches.length;
  const next = good * 100 >= plan.successPercent * ended && standing.stage < last;
  return next ? { ...standing, stage: standing.stage + 1, good: 0, bad: 0 } : standing;
}

/** Stage in which a new rollout begins: its canary group, or the first batch where there is none. */
export function firstStage(plan: RolloutPlan | null): number {
  return plan === null || plan.canary.length > 0 ? 0 : 1;
}
