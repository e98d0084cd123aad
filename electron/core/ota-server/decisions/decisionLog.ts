import { z } from 'zod';
import { paramsSchema } from '../../../../shared/contract/common.ts';
import {
  luatCauseSchema,
  type OtaDecision,
  type OtaRuleResult,
  otaClaimSchema,
  otaDecisionSchema,
  otaReasonSchema,
} from '../../../../shared/contract/otaDecision.ts';
import type { Store, StoreRow } from '../../store/store.ts';
import { rulesInOrder } from '../rules/judge.ts';

/** Every decision with its reasons, newest last; the oldest are dropped beyond the size. */
export interface DecisionLog {
  /** Returns it with its place. */
  add(decision: Omit<OtaDecision, 'seq'>): OtaDecision;
  /** Newest first. */
  list(filter: {
    readonly moduleId?: string | undefined;
    readonly beforeSeq?: number | undefined;
    readonly limit: number;
  }): OtaDecision[];
}

/** About a month of 6 000 modules that ask once a day; some 100 MB. */
const defaultKept = 200_000;
/** Dropping goes in strides, so that not every decision pays for it. */
const stride = 1000;

/**
 * A row holds the reasons in their order; rule names and those that were not reached are the same every time and left out.
 * With them a row would be three times as long, and writing it is a good part of a decision's time.
 */
const dataSchema = otaDecisionSchema.omit({ seq: true, rules: true }).extend({
  claim: otaClaimSchema,
  cause: luatCauseSchema,
  found: z.array(z.tuple([otaReasonSchema, paramsSchema])),
});

export function createDecisionLog(store: Store, kept: number = defaultKept): DecisionLog {
  return {
    add({ rules, ...decision }) {
      const found = rules.flatMap((result) =>
        result.outcome === 'notReached' ? [] : [[result.reason, result.params] as const],
      );
      const seq = store.insert(
        'INSERT INTO ota_decisions (module_id, data) VALUES (?, ?)',
        ...[decision.claim.identity, JSON.stringify({ ...decision, found })],
      );
      if (seq % stride === 0) store.run('DELETE FROM ota_decisions WHERE seq <= ?', seq - kept);
      return { seq, ...decision, rules };
    },
    list({ moduleId, beforeSeq = Number.MAX_SAFE_INTEGER, limit }) {
      const rows =
        moduleId === undefined
          ? store.all(
              'SELECT seq, data FROM ota_decisions WHERE seq < ? ORDER BY seq DESC LIMIT ?',
              ...[beforeSeq, limit],
            )
          : store.all(
              'SELECT seq, data FROM ota_decisions WHERE module_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
              ...[moduleId, beforeSeq, limit],
            );
      return rows.map(readRow);
    },
  };
}

function readRow(row: StoreRow): OtaDecision {
  const { found, ...decision } = dataSchema.parse(JSON.parse(String(row['data'])));
  const lastIsFailure = decision.outcome === 'refuse';
  const rules = rulesInOrder.map(({ name }, index): OtaRuleResult => {
    const entry = found[index];
    if (entry === undefined) return { rule: name, outcome: 'notReached' };
    const failed = lastIsFailure && index === found.length - 1;
    return { rule: name, outcome: failed ? 'fail' : 'pass', reason: entry[0], params: entry[1] };
  });
  return { seq: Number(row['seq']), ...decision, rules };
}
