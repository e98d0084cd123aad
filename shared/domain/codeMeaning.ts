/** What a code on the wire means, as data; every family of modules has tables of these. */
import type { RemedyCode, VerdictCode } from './upgradeTexts.ts';

/** Doing the same again helps at once, helps after something changed or some time passed, or is pointless. */
export type RetryClass = 'helps' | 'later' | 'pointless';

/** What asking again by itself waits for: a package that is being built, or the network. */
export type WaitReason = 'build' | 'network';

export interface CodeMeaning {
  readonly verdict: VerdictCode;
  readonly domain: 'module' | 'server' | 'network';
  readonly retry: RetryClass;
  readonly remedies: readonly RemedyCode[];
  /** Absent: asking again without a person changes nothing. */
  readonly wait?: WaitReason;
}

/** A row of such a table; remedies come most useful first. */
export function meaning(
  verdict: VerdictCode,
  domain: CodeMeaning['domain'],
  retry: RetryClass,
  ...remedies: RemedyCode[]
): CodeMeaning {
  return { verdict, domain, retry, remedies };
}

/** A row that is worth asking again for after a while, without a person. */
export function waiting(wait: WaitReason, row: CodeMeaning): CodeMeaning {
  return { ...row, wait };
}
