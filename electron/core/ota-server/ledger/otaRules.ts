import { defaultOtaRules, type OtaRules, otaRulesSchema } from '../../../../shared/contract/otaLedger.ts';
import type { Store } from '../../store/store.ts';

/** What the server is set to, kept; read once. */
export interface RuleSettings {
  get(): OtaRules;
  set(change: Partial<OtaRules>): OtaRules;
}

export function createRuleSettings(store: Store): RuleSettings {
  const rows = store.all('SELECT name, value FROM ota_rules');
  const kept = Object.fromEntries(rows.map((row) => [row['name'], JSON.parse(String(row['value']))]));
  // A value that this Airdock does not take, e.g. of a later one, falls back to its default with the others.
  const read = otaRulesSchema.safeParse({ ...defaultOtaRules, ...kept });
  let rules = read.success ? read.data : defaultOtaRules;
  return {
    get: () => rules,
    set(change) {
      const next = otaRulesSchema.parse({ ...rules, ...change });
      store.transaction(() => {
        for (const [name, value] of Object.entries(next))
          store.run('INSERT OR REPLACE INTO ota_rules VALUES (?, ?)', name, JSON.stringify(value));
      });
      rules = next;
      return rules;
    },
  };
}
