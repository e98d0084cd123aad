/** The journal rows that a verdict rests on, each one click from its place on the timeline. */
import { useEffect, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { rowView, sourceKeys } from '../../i18n/journalRow.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Upgrade.module.css';

export function Evidence({ jobId, seqs }: { readonly jobId: string; readonly seqs: readonly number[] }) {
  const texts = useText();
  const rows = useRows(seqs);
  const shown = useRoute((route) => route.seq);
  if (seqs.length === 0) return null;
  return (
    <div>
      <h3 className={styles.smallTitle}>
        {texts.t('upgrade.evidence')} <span className={styles.count}>{seqs.length}</span>
      </h3>
      <ul className={styles.evidence} data-testid="evidence">
        {seqs.map((seq) => {
          const row = rows.get(seq);
          const view = row === undefined ? null : rowView(row, texts);
          return (
            <li key={seq}>
              <button
                type="button"
                className={classes(styles.evidenceRow, shown === seq && styles.shown)}
                title={view?.text}
                data-testid={`evidence-${seq}`}
                onClick={() => goTo('upgrade', { step: 5, seq, draft: { job: jobId } })}
              >
                <span className={styles.evidenceSource}>
                  {view === null ? `#${seq}` : texts.t(sourceKeys[view.source])}
                </span>
                <span className={styles.evidenceText}>{view?.text ?? ''}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The rows themselves; one that cannot be read is shown by its number. */
function useRows(seqs: readonly number[]): ReadonlyMap<number, JournalRow> {
  const core = useCore();
  const [rows, setRows] = useState<ReadonlyMap<number, JournalRow>>(new Map());
  const wanted = seqs.join(',');
  useEffect(() => {
    const abort = new AbortController();
    for (const seq of wanted === '' ? [] : wanted.split(',').map(Number)) {
      core.journal.read({ fromSeq: seq, limit: 1 }, { signal: abort.signal }).then(
        ({ rows: [row] }) => {
          if (row?.seq === seq) setRows((before) => new Map(before).set(seq, row));
        },
        () => undefined,
      );
    }
    return () => abort.abort();
  }, [core, wanted]);
  return rows;
}
