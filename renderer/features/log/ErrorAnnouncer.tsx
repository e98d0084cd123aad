/** Speaks new error lines only: reading out every line would drown a screen reader. */
import { useEffect, useRef, useState } from 'react';
import type { JournalLine } from '../../../shared/contract/journalLine.ts';
import { useText } from '../../i18n/useText.ts';
import { withoutAnsi } from './ansi.ts';
import { lineText } from './lineText.ts';

const kept = 3;

export function ErrorAnnouncer({ newest }: { readonly newest: readonly JournalLine[] }) {
  const texts = useText();
  const heard = useRef<number | null>(null);
  const [errors, setErrors] = useState<readonly JournalLine[]>([]);
  useEffect(() => {
    const from = heard.current;
    heard.current = newest.at(-1)?.number ?? from ?? -1;
    if (from === null) return;
    const fresh = newest.filter(({ number, level }) => number > from && level === 'error');
    if (fresh.length > 0) setErrors((before) => [...before, ...fresh].slice(-kept));
  }, [newest]);
  return (
    <div role="log" aria-label={texts.t('log.errors')} className="visuallyHidden" data-testid="log-errors">
      {errors.map((line) => (
        <p key={line.number}>{withoutAnsi(lineText(line, texts))}</p>
      ))}
    </div>
  );
}
