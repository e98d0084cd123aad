/** The rules in their order: what each found, and the one that decided. */
import { Check, Minus, X } from 'lucide-react';
import type { OtaDecision, OtaRuleResult } from '../../../shared/contract/otaDecision.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Requests.module.css';

const pictures = { pass: Check, fail: X, notReached: Minus } as const;

export function Trace({ decision }: { readonly decision: OtaDecision }) {
  const { t } = useText();
  return (
    <ol className={styles.trace} aria-label={t('serverRequests.trace')} data-testid="trace">
      {decision.rules.map((result) => (
        <Rule key={result.rule} result={result} />
      ))}
    </ol>
  );
}

function Rule({ result }: { readonly result: OtaRuleResult }) {
  const { t, code } = useText();
  const { rule, outcome } = result;
  const Picture = pictures[outcome];
  return (
    <li className={classes(styles.rule, styles[outcome])} data-testid={`rule-${rule}`} data-outcome={outcome}>
      <Picture role="img" aria-label={t(`serverRequests.rule_${outcome}`)} />
      <span className={styles.ruleName}>{code('otaRule', rule)}</span>
      <span className={styles.reason}>
        {result.outcome === 'notReached'
          ? t('serverRequests.rule_notReached')
          : code('otaReason', result.reason, result.params)}
      </span>
    </li>
  );
}
