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

const nothingKeys = {
  paste: 'explain.nothingText',
  journal: 'explain.nothingJob',
  recording: 'explain.nothingRecording',
} as const;

export interface FindingsProps {
  readonly answer: Explanation;
  readonly of: keyof typeof nothingKeys;
  readonly onRow?: ((seq: number) => void) | undefined;
}

export function Findings({ answer, of, onRow }: FindingsProps) {
  const texts = useText();
  const { t } = texts;
  const { findings, examined, complete } = answer;
  return (
    <section className={styles.findings} data-testid="explain-findings" aria-live="polite">
      {complete ? null : <Callout tone="warn">{t('explain.partial')}</Callout>}
      {findings.length === 0 ? (
        <EmptyState picture={<SearchX />} title={t('explain.nothingTitle')}>
          {t(nothingKeys[of], { count: examined })}
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
        <FindingCard
          key={`${finding.id} ${JSON.stringify(finding.params)}`}
          finding={finding}
          of={of}
          onRow={onRow}
        />
      ))}
    </section>
  );
}
