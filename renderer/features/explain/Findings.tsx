/** All findings of one answer, or that there are none. */
import { SearchX } from 'lucide-react';
import type { Explanation } from '../../../shared/contract/explain.ts';
import { findingText } from '../../i18n/findingText.ts';
import { useText } from '../../i18n/useText.ts';
import { Callout } from '../../ui/Callout.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './Explain.module.css';
import { FindingCard } from './FindingCard.tsx';

export function Findings({ answer, of }: { readonly answer: Explanation; readonly of: 'paste' | 'journal' }) {
  const texts = useText();
  const { t } = texts;
  const { findings, examined, complete } = answer;
  return (
    <section className={styles.findings} data-testid="explain-findings" aria-live="polite">
      {complete ? null : <Callout tone="warn">{t('explain.partial')}</Callout>}
      {findings.length === 0 ? (
        <EmptyState picture={<SearchX />} title={t('explain.nothingTitle')}>
          {t(of === 'paste' ? 'explain.nothingText' : 'explain.nothingJob', { count: examined })}
        </EmptyState>
      ) : (
        <div className={styles.bar}>
          <span className={styles.label}>{t('explain.found', { count: findings.length })}</span>
          <CopyButton
            label={t('explain.copyAll')}
            text={() => findings.map((finding) => findingText(finding, texts)).join('\n\n')}
            data-testid="explain-copy-all"
          />
        </div>
      )}
      {findings.map((finding) => (
        <FindingCard key={`${finding.id} ${JSON.stringify(finding.params)}`} finding={finding} of={of} />
      ))}
    </section>
  );
}
