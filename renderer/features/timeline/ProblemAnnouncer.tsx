/** Speaks new problem rows only: reading out every row would drown a screen reader. */
import { useEffect, useRef, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { rowView } from '../../i18n/journalRow.ts';
import { useText } from '../../i18n/useText.ts';

const kept = 3;

export function ProblemAnnouncer({
  rows,
  loaded,
}: {
  readonly rows: readonly JournalRow[];
  readonly loaded: boolean;
}) {
  const texts = useText();
  const heardSeq = useRef<number | null>(null);
  const [problems, setProblems] = useState<readonly JournalRow[]>([]);
  useEffect(() => {
    if (!loaded) return;
    const from = heardSeq.current;
    heardSeq.current = rows.at(-1)?.seq ?? 0;
    if (from === null) return;
    const fresh = rows.filter((row) => row.seq > from && rowView(row, texts).level === 'error');
    if (fresh.length > 0) setProblems((before) => [...before, ...fresh].slice(-kept));
  }, [rows, loaded, texts]);
  return (
    <div role="log" aria-label={texts.t('timeline.problems')} className="visuallyHidden">
      {problems.map((row) => (
        <p key={row.seq}>{rowView(row, texts).text}</p>
      ))}
    </div>
  );
}
