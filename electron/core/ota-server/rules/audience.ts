import type { OtaReason } from '../../../../shared/contract/otaDecision.ts';
import type { ErrorParams } from '../../../../shared/errors.ts';
import type { LiveCampaign } from '../campaigns/liveCampaign.ts';
import { placeOf } from '../rollouts/draw.ts';
import type { Candidate, Facts, Finding, Rule } from './case.ts';
import { compareVersions } from './versions.ts';

interface Belonging {
  readonly belongs: boolean;
  readonly reason: OtaReason;
  readonly params?: ErrorParams;
}

/** Lists, window, state and rollout: whether a campaign is for this module now. Deny wins over everything. */
export const audience: Rule = {
  name: 'audience',
  ask(facts, { candidates }): Finding {
    const continued = continuation(facts, candidates);
    if (continued !== null) return continued;
    const asked = candidates.map((candidate) => ({ candidate, ...belonging(facts, candidate.campaign) }));
    const mine = asked.filter(({ belongs }) => belongs);
    // A module that is listed by name beats a campaign for all, even a newer one (platform-apis 1.5).
    const listed = mine.filter(({ candidate }) => candidate.campaign.allowed.has(idOf(facts)));
    const chosen = listed.length > 0 ? listed : mine;
    const [best] = chosen.length > 0 ? chosen : [...asked].sort(newestTargetFirst);
    if (best === undefined) return { reason: 'notListed', cause: 27 };
    const { reason, params = {} } = best;
    const { id, name } = best.candidate.campaign;
    const said = { reason, params: { ...params, campaign: name } };
    if (chosen.length === 0) return { ...said, cause: 27, campaignId: id };
    return { ...said, progress: { candidates: chosen.map(({ candidate }) => candidate) } };
  },
};

/** A download that has begun goes on with its file while its campaign is not aborted and does not deny the module. */
function continuation(facts: Facts, candidates: readonly Candidate[]): Finding | null {
  const pin = facts.request.startByte > 0 ? facts.pin() : null;
  const found = candidates.find(({ campaign }) => campaign.id === pin?.campaignId);
  if (pin === null || found === undefined) return null;
  const { state, denied, name } = found.campaign;
  if (state === 'aborted' || denied.has(idOf(facts))) return null;
  return { reason: 'resumed', params: { campaign: name }, progress: { candidates: [found], resume: pin } };
}

function belonging(facts: Facts, campaign: LiveCampaign): Belonging {
  const { denied, allowed, audience: forWhom, state, window } = campaign;
  const id = idOf(facts);
  if (denied.has(id)) return { belongs: false, reason: 'denied' };
  if (forWhom === 'listed' && !allowed.has(id)) return { belongs: false, reason: 'notListed' };
  if (state === 'aborted') return { belongs: false, reason: 'campaignAborted' };
  if (state !== 'active') return { belongs: false, reason: 'campaignPaused' };
  const { fromMs = null, toMs = null } = window ?? {};
  if (fromMs !== null && facts.nowMs < fromMs)
    return { belongs: false, reason: 'beforeWindow', params: { atMs: fromMs } };
  if (toMs !== null && facts.nowMs >= toMs)
    return { belongs: false, reason: 'afterWindow', params: { atMs: toMs } };
  if (campaign.rollout !== null) return inRollout(facts, campaign, id);
  return { belongs: true, reason: allowed.has(id) ? 'listed' : 'forAll' };
}

function inRollout(facts: Facts, campaign: LiveCampaign, id: string): Belonging {
  const offer = facts.lastOffer(campaign.id);
  const failed = offer !== null && (offer.state === 'failed' || offer.state === 'suspected');
  if (failed && !offer.retried) return { belongs: false, reason: 'failedBefore' };
  if (campaign.canary.has(id)) return { belongs: true, reason: 'inCanary' };
  const share = campaign.stage === 0 ? 0 : (campaign.rollout?.batches[campaign.stage - 1] ?? 100);
  const place = placeOf(campaign.id, id);
  const params = { share, place: Math.floor(place * 100) / 100, stage: campaign.stage };
  return place < share
    ? { belongs: true, reason: 'inBatch', params }
    : { belongs: false, reason: 'notYetInRollout', params };
}

/** Of several refusals the one of the newest firmware is the one that a person means. */
function newestTargetFirst(a: { candidate: Candidate }, b: { candidate: Candidate }): number {
  const order = compareVersions(b.candidate.campaign.targetVersion, a.candidate.campaign.targetVersion) ?? 0;
  return order === 0 ? b.candidate.campaign.position - a.candidate.campaign.position : order;
}

function idOf({ request }: Facts): string {
  return request.identity?.value ?? '';
}
