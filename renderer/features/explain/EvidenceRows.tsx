/** The rows that carry a finding; those of the journal are one click from their place on the timeline. */
import type { Finding } from '../../../shared/contract/explain.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import styles from './Explain.module.css';

export interface EvidenceRowsProps {
  readonly finding: Finding;
  readonly of: 'paste' | 'journal' | 'recording';
  /** Where a row is shown; on the timeline where nothing else is said. */
  readonly onRow?: ((seq: number) => void) | undefined;
}

export function EvidenceRows({ finding, of, onRow = showOnTimeline }: EvidenceRowsProps) {
  const { t } = useText();
  const { evidence, evidenceCount } = finding;
  const more = evidenceCount - evidence.length;
  return (
    <ul className={styles.evidence} aria-label={t('explain.evidence')}>
      {evidence.map(({ seq, text }) => (
        <li key={seq} className={styles.row}>
          {of === 'paste' ? (
            <span className={styles.seq}>{t('explain.line', { seq })}</span>
          ) : (
            <button
              type="button"
              className={styles.seqLink}
              aria-label={t(of === 'recording' ? 'explain.openRecorded' : 'explain.openRow', { seq })}
              onClick={() => onRow(seq)}
            >
              #{seq}
            </button>
          )}
          <code className={styles.text}>{text}</code>
        </li>
      ))}
      {more > 0 ? <li className={styles.more}>{t('explain.more', { count: more })}</li> : null}
    </ul>
  );
}

function showOnTimeline(seq: number): void {
  goTo('timeline', { seq });
}
