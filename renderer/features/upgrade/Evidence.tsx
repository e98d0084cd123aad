/** The journal rows that a verdict rests on, each one click from its place on the timeline. */
import { useEffect, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { rowView, sourceKeys } from '../../i18n/journalRow.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './Upgrade.module.css';

export function Evidence({ jobId, seqs }: { readonly jobId: string; readonly seqs: readonly number[] }) {
  const texts = useText();
  const [all, setAll] = useState(false);
  const { head, tail, left } = all ? { head: seqs, tail: [], left: 0 } : aroundTheMiddle(seqs);
  const rows = useRows([...head, ...tail]);
  const shown = useRoute((route) => route.seq);
  if (seqs.length === 0) return null;
  return (
    <div>
      <h3 className={styles.smallTitle}>
        {texts.t('upgrade.evidence')} <span className={styles.count}>{seqs.length}</span>
      </h3>
      <ul className={styles.evidence} data-testid="evidence">
        {[...head, ...tail].map((seq, index) => {
          const row = rows.get(seq);
          const view = row === undefined ? null : rowView(row, texts);
          return (
            <li key={seq}>
              {left > 0 && index === head.length ? (
                <Button size="s" look="ghost" data-testid="evidence-all" onClick={() => setAll(true)}>
                  {texts.t('upgrade.evidenceMore', { count: left })}
                </Button>
              ) : null}
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

/** An image that was read out has a row for each of its blocks; nobody tabs through hundreds of them. */
const shownAtEachEnd = 10;

function aroundTheMiddle(seqs: readonly number[]) {
  const left = seqs.length - 2 * shownAtEachEnd;
  if (left <= 1) return { head: seqs, tail: [], left: 0 };
  return { head: seqs.slice(0, shownAtEachEnd), tail: seqs.slice(-shownAtEachEnd), left };
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
        // Retention has taken it, or the connection is lost: its number says where it was.
        () => undefined,
      );
    }
    return () => abort.abort();
  }, [core, wanted]);
  return rows;
}
