import type { CampaignAction, RolloutPlan } from '../../../../shared/contract/otaCampaign.ts';
import type { Standing } from './judgeStage.ts';

/**
 * Where a campaign stands after what a person did. An aborted one stays so. Resuming counts anew: the errors that paused it were
 * seen, and would pause it again at the next one. Null: this cannot be done now.
 */
export function steer(
  { state, stage, good, bad, rollout }: Standing & { readonly rollout: RolloutPlan | null },
  action: CampaignAction,
): Standing | null {
  if (state === 'aborted') return null;
  const standing = { state, stage, good, bad };
  if (action === 'abort') return { ...standing, state: 'aborted' };
  if (action === 'pause') return { ...standing, state: 'paused' };
  if (action === 'resume') return { ...standing, state: 'active', good: 0, bad: 0 };
  if (action === 'retryFailed') return { ...standing, bad: 0 };
  const last = rollout?.batches.length ?? 0;
  return stage < last ? { state: 'active', stage: stage + 1, good: 0, bad: 0 } : null;
}
