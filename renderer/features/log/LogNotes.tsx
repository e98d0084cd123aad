/** What has to be known about the view: it is frozen while the record goes on, or its index is being built anew. */
import type { IndexState } from '../../../shared/contract/journalLine.ts';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Log.module.css';

export interface LogNotesProps {
  /** Lines that the frozen view has; null while it is not frozen. */
  readonly frozen: number | null;
  readonly total: number;
  readonly state: IndexState | null;
  readonly onResume: () => void;
}

export function LogNotes({ frozen, total, state, onResume }: LogNotesProps) {
  const { t } = useText();
  return (
    <>
      {frozen === null ? null : (
        <div className={styles.note} role="status" data-testid="log-paused">
          {t('log.paused', { count: formatCount(Math.max(0, total - frozen)) })}
          <Button size="s" onClick={onResume}>
            {t('log.resume')}
          </Button>
        </div>
      )}
      {state?.rebuilding === undefined ? null : (
        <div className={styles.note} role="status">
          {t('log.rebuilding', { done: formatCount(state.indexedSeq), all: formatCount(state.lastSeq) })}
        </div>
      )}
    </>
  );
}
