/** The rules in their order: what each found, and the one that decided. */
import { Check, Minus, X } from 'lucide-react';
import type { OtaDecision, OtaRuleResult } from '../../../shared/contract/otaDecision.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Requests.module.css';

export function Trace({ decision }: { readonly decision: OtaDecision }) {
  const { t, code } = useText();
  const reached = decision.rules.flatMap((result) => (result.outcome === 'notReached' ? [] : [result]));
  const others = decision.rules.filter(({ outcome }) => outcome === 'notReached');
  return (
    <ol className={styles.trace} aria-label={t('serverRequests.trace')} data-testid="trace">
      {reached.map((result) => (
        <Rule key={result.rule} result={result} />
      ))}
      {others.length === 0 ? null : (
        <li className={classes(styles.rule, styles.notReached)} data-testid="rules-not-reached">
          <Minus aria-hidden="true" />
          <span className={styles.ruleName}>{t('serverRequests.rule_notReached')}</span>
          <span className={styles.reason}>{others.map(({ rule }) => code('otaRule', rule)).join(' · ')}</span>
        </li>
      )}
    </ol>
  );
}

function Rule({ result }: { readonly result: Exclude<OtaRuleResult, { outcome: 'notReached' }> }) {
  const { t, code } = useText();
  const { rule, outcome, reason, params } = result;
  const Picture = outcome === 'pass' ? Check : X;
  return (
    <li className={classes(styles.rule, styles[outcome])} data-testid={`rule-${rule}`} data-outcome={outcome}>
      <Picture role="img" aria-label={t(`serverRequests.rule_${outcome}`)} />
      <span className={styles.ruleName}>{code('otaRule', rule)}</span>
      <span className={styles.reason}>{code('otaReason', reason, params)}</span>
    </li>
  );
}
