import type { Verdict } from '../../../../shared/contract/verdict.ts';
import type { RemedyCode, VerdictCode } from '../../../../shared/domain/upgradeTexts.ts';
import type { UpgradeFacts } from './state.ts';

export interface Judgement {
  readonly stage: Verdict['stage'];
  readonly domain: Verdict['domain'];
  readonly retry: Verdict['retry'];
  /** Most useful first. */
  readonly remedies?: readonly RemedyCode[];
  readonly params?: Verdict['params'];
  readonly rawCode?: string;
  /** Journal rows beside those that the facts already hold. */
  readonly seqs?: readonly number[];
}

/** A verdict with the evidence that the facts have gathered. */
export function makeVerdict(
  facts: UpgradeFacts,
  outcome: Verdict['outcome'],
  code: VerdictCode,
  { stage, domain, retry, remedies = [], params = {}, rawCode, seqs = [] }: Judgement,
): Verdict {
  return {
    outcome,
    code,
    params,
    domain,
    ...(rawCode === undefined ? {} : { rawCode }),
    stage,
    retry,
    remedies: [...remedies],
    evidence: [...new Set([...facts.evidence, ...seqs])],
  };
}
