import type { CampaignPackage } from '../../../../shared/contract/otaCampaign.ts';
import type { LiveCampaign } from '../campaigns/liveCampaign.ts';
import type { Candidate, Facts, Finding, Rule } from './case.ts';
import { compareVersions, coreOf, sameVersion } from './versions.ts';

/** Rules about the firmware: its name, whether a package fits what the module runs, whether the target is newer. */

export const firmwareName: Rule = {
  name: 'firmwareName',
  ask({ request }, { candidates }): Finding {
    const name = request.firmwareName;
    if (name === null) return { reason: 'nameMissing', cause: 26 };
    const named = candidates.filter(({ campaign }) => campaign.names.has(name));
    const [first] = named;
    if (first === undefined) {
      const known = [...new Set(candidates.map(({ campaign }) => campaign.firmwareNames[0] ?? ''))];
      return { reason: 'nameUnknown', cause: 26, params: { name, known: known.slice(0, 5).join(', ') } };
    }
    const main = first.campaign.firmwareNames[0] ?? name;
    const reason = main === name ? 'nameKnown' : 'aliasKnown';
    return { reason, params: { name, main }, progress: { candidates: named } };
  },
};

/** A delta fits the versions that it names; a full package all; both only the core that the campaign asks for. */
export const source: Rule = {
  name: 'source',
  ask(facts, { candidates, resume }): Finding {
    if (resume !== null) return { reason: 'resumed', params: { target: resume.target } };
    const { version } = facts.request;
    if (version === null) return { reason: 'versionMissing', cause: 27 };
    const fits = candidates.map(({ campaign }) => fitOf(facts, campaign, version));
    const good = fits.filter(({ cause }) => cause === undefined);
    const [first] = good.length > 0 ? good : fits;
    if (first === undefined) return { reason: 'sourceNotCovered', cause: 27, params: { version } };
    const { candidate, ...finding } = first;
    if (good.length === 0) return { ...finding, campaignId: candidate.campaign.id };
    return { ...finding, progress: { candidates: good.map((found) => found.candidate) } };
  },
};

function fitOf(facts: Facts, campaign: LiveCampaign, version: string): Finding & { candidate: Candidate } {
  const without: Candidate = { campaign, pick: null };
  const params = { version, target: campaign.targetVersion };
  // Asked before the packages, so that the reason is the true one: no delta leads from a version to itself.
  if (sameVersion(version, campaign.targetVersion)) return { candidate: without, reason: 'atTarget', params };
  const core = coreOf(facts.request);
  const wanted = campaign.coreVersion?.replace(/^[Vv]/, '') ?? null;
  if (wanted !== null && core === null)
    return { candidate: without, reason: 'coreMissing', params: { wanted }, cause: 44 };
  if (wanted !== null && core !== null && !sameVersion(core, wanted))
    return { candidate: without, reason: 'coreDiffers', params: { core, wanted }, cause: 44 };
  const pick = pickPackage(campaign.packages, version);
  const candidate = { campaign, pick };
  if (pick !== null)
    return { candidate, reason: pick.kind === 'delta' ? 'deltaForSource' : 'fullForAny', params };
  if (campaign.building) return { candidate, reason: 'stillBuilding', params: { campaign: campaign.name } };
  return { candidate, reason: 'sourceNotCovered', params, cause: 27 };
}

/** The delta for this version, else the full package. */
function pickPackage(packages: readonly CampaignPackage[], version: string): CampaignPackage | null {
  const delta = packages.find(
    (item) => item.kind === 'delta' && item.sourceVersions.some((from) => sameVersion(from, version)),
  );
  return delta ?? packages.find(({ kind }) => kind === 'full') ?? null;
}

export const newer: Rule = {
  name: 'newer',
  ask({ request }, { candidates, resume }): Finding {
    if (resume !== null) return { reason: 'resumed', params: { target: resume.target } };
    const asked = candidates.map((candidate) => ({
      candidate,
      ...compare(candidate, request.version ?? ''),
    }));
    const good = asked.filter(({ cause }) => cause === undefined).sort(byTarget);
    const [best] = good.length > 0 ? good : asked.sort(byTarget);
    if (best === undefined)
      return { reason: 'alreadyNewest', cause: 27, params: { version: '', target: '' } };
    const { candidate, ...finding } = best;
    if (good.length === 0) return { ...finding, campaignId: candidate.campaign.id };
    return { ...finding, progress: { candidates: [candidate] } };
  },
};

function compare({ campaign, pick }: Candidate, version: string): Finding {
  const target = campaign.targetVersion;
  const params = { version, target };
  const order = compareVersions(version, target);
  if (order === 0) return { reason: 'alreadyNewest', params, cause: 27 };
  if (order !== null && order < 0) return { reason: 'newer', params };
  if (campaign.allowOlder) return { reason: 'olderAllowed', params };
  if (order !== null) return { reason: 'wouldGoBack', params, cause: 27 };
  // Names without an order: whoever wrote this very version into the delta has said what follows what.
  return pick?.kind === 'delta'
    ? { reason: 'sourceNamed', params }
    : { reason: 'notComparable', params, cause: 27 };
}

/** The newest firmware first, of two equal ones the campaign that was made last. */
function byTarget(a: { candidate: Candidate }, b: { candidate: Candidate }): number {
  const order = compareVersions(b.candidate.campaign.targetVersion, a.candidate.campaign.targetVersion) ?? 0;
  return order === 0 ? b.candidate.campaign.position - a.candidate.campaign.position : order;
}
