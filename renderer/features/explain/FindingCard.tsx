/** One finding: what was seen, what it means by which source, what to do, and the rows that carry it. */
import { Info, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { Finding, Reading } from '../../../shared/contract/explain.ts';
import { findingText } from '../../i18n/findingText.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { classes } from '../../ui/classes.ts';
import { EvidenceRows } from './EvidenceRows.tsx';
import styles from './Explain.module.css';

export interface FindingCardProps {
  readonly finding: Finding;
  /** Where its rows stand; lines of a pasted text are no rows of the journal. */
  readonly of: 'paste' | 'journal' | 'recording';
  readonly onRow?: ((seq: number) => void) | undefined;
}

export function FindingCard({ finding, of, onRow }: FindingCardProps) {
  const texts = useText();
  const { t, code } = texts;
  const { id, params, desk, level, serverText, readings } = finding;
  const name = useId();
  const Picture = level === 'problem' ? TriangleAlert : Info;
  return (
    <article className={styles.finding} aria-labelledby={name} data-testid={`finding-${id}`}>
      <header className={styles.head}>
        <Picture className={classes(styles.picture, styles[level])} aria-hidden="true" />
        <h3 id={name} className={styles.title}>
          <span className="visuallyHidden">{t(`explain.level_${level}`)}: </span>
          {code('explainTitle', id, params)}
        </h3>
        {desk === undefined ? null : <Badge>{t('explain.desk', { row: desk })}</Badge>}
        <CopyButton bare label={t('explain.copyOne')} text={() => findingText(finding, texts)} />
      </header>
      {serverText === undefined ? null : (
        <p className={styles.server} data-testid="server-text">
          <span className={styles.label}>{t('explain.serverText')}</span>
          <q>{serverText}</q>
        </p>
      )}
      {readings.length > 1 ? <p className={styles.label}>{t('explain.readings')}</p> : null}
      <ul className={styles.readings}>
        {readings.map((reading) => (
          <li key={`${reading.table} ${reading.what.code}`}>
            <ReadingView reading={reading} among={readings.length > 1} />
          </li>
        ))}
      </ul>
      <EvidenceRows finding={finding} of={of} onRow={onRow} />
    </article>
  );
}

function ReadingView({ reading, among }: { readonly reading: Reading; readonly among: boolean }) {
  const { t, code } = useText();
  const { what, table, retry, remedies, confidence } = reading;
  return (
    <div className={classes(styles.reading, among && styles.among)} data-testid={`reading-${table}`}>
      <p className={styles.what}>{code(what.group, what.code, what.params)}</p>
      {among ? <p className={styles.apart}>{code('explainApart', table)}</p> : null}
      {remedies.length === 0 ? null : (
        <ol className={styles.remedies} aria-label={t('explain.remedies')}>
          {remedies.map((remedy) => (
            <li key={remedy}>{code('remedy', remedy, what.params)}</li>
          ))}
        </ol>
      )}
      <p className={styles.facts}>
        {retry === undefined ? null : <span>{code('retryClass', retry)}</span>}
        <span>{code('explainTable', table)}</span>
        <span>{code('explainConfidence', confidence)}</span>
      </p>
    </div>
  );
}
