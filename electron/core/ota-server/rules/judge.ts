import type { LuatCause, OtaRuleResult } from '../../../../shared/contract/otaDecision.ts';
import { audience } from './audience.ts';
import type { Facts, Progress, Rule } from './case.ts';
import { building, intact, loop, packageOf } from './ready.ts';
import { firmwareName, newer, source } from './what.ts';
import { ban, binding, identity, project } from './who.ts';

/** In the order of platform-apis 6.5. */
export const rulesInOrder: readonly Rule[] = [
  project,
  identity,
  binding,
  ban,
  firmwareName,
  audience,
  source,
  newer,
  building,
  intact,
  loop,
];

/** What the rules say, without any consequence. */
export interface Judgement {
  /** 0: to be served. */
  readonly cause: LuatCause;
  /** One per rule, in their order. */
  readonly rules: readonly OtaRuleResult[];
  readonly campaignId: string | null;
  /** Set when it is to be served. */
  readonly serve: {
    readonly packageSha256: string;
    readonly target: string;
    readonly resume: boolean;
  } | null;
}

/** Asks rule after rule until one fails. Pure as far as `facts` is. */
export function judge(facts: Facts): Judgement {
  const results: OtaRuleResult[] = [];
  let progress: Progress = { candidates: [], resume: null };
  for (const [index, rule] of rulesInOrder.entries()) {
    const { reason, params = {}, cause, campaignId, progress: next } = rule.ask(facts, progress);
    const outcome = cause === undefined ? 'pass' : 'fail';
    results.push({ rule: rule.name, outcome, reason, params });
    if (cause !== undefined) {
      const about = campaignId ?? soleCampaign(progress);
      return { cause, rules: [...results, ...notReached(index + 1)], campaignId: about, serve: null };
    }
    if (next !== undefined) progress = { ...progress, ...next };
  }
  const campaign = progress.candidates[0]?.campaign;
  return {
    cause: 0,
    rules: results,
    campaignId: campaign?.id ?? null,
    serve: {
      packageSha256: packageOf(progress) ?? '',
      target: progress.resume?.target ?? campaign?.targetVersion ?? '',
      resume: progress.resume !== null,
    },
  };
}

function soleCampaign({ candidates }: Progress): string | null {
  const [first, ...others] = candidates;
  return first !== undefined && others.length === 0 ? first.campaign.id : null;
}

function notReached(from: number): OtaRuleResult[] {
  return rulesInOrder.slice(from).map(({ name }) => ({ rule: name, outcome: 'notReached' }));
}
