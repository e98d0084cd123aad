/** Everything that a row holds. */
import { Eye, EyeOff, X } from 'lucide-react';
import { useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { maskKeys } from '../../../shared/domain/keyMask.ts';
import { formatClock, formatCount, formatTook } from '../../i18n/format.ts';
import { revealedRowView, rowView, sourceKeys } from '../../i18n/journalRow.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import styles from './Timeline.module.css';

export interface RowDetailProps {
  readonly row: JournalRow;
  readonly onClose: () => void;
  /** Shows another row: a verdict leads to what it rests on. */
  readonly onShow: (seq: number) => void;
}

export function RowDetail({ row, onClose, onShow }: RowDetailProps) {
  const texts = useText();
  const { t } = texts;
  const [revealedSeq, setRevealedSeq] = useState<number | null>(null);
  // Another row hides its keys again.
  const revealed = revealedSeq === row.seq;
  const view = (revealed ? revealedRowView : rowView)(row, texts);
  const head = row.kind === 'httpRequest' ? row.head : '';
  return (
    <section className={styles.detail} aria-label={t('timeline.detail')} data-testid="timeline-detail">
      <div className={styles.detailHead}>
        <CopyText block value={view.text} />
        {hidesKey(revealedRowView(row, texts).text) || hidesKey(head) ? (
          <IconButton
            label={t(revealed ? 'common.hideKeys' : 'common.revealKeys')}
            icon={revealed ? <EyeOff /> : <Eye />}
            data-testid="timeline-reveal"
            onClick={() => setRevealedSeq(revealed ? null : row.seq)}
          />
        ) : null}
        <IconButton label={t('timeline.closeDetail')} icon={<X />} onClick={onClose} />
      </div>
      <KeyValue
        columns={2}
        facts={[...commonFacts(row, t, t(sourceKeys[view.source])), ...ownFacts(row, texts)]}
      />
      {row.kind === 'jobEnded' && row.verdict.evidence.length > 0 ? (
        <div className={styles.evidence}>
          <span className={styles.headName}>{t('timeline.evidence')}</span>
          {row.verdict.evidence.map((seq) => (
            <Button
              key={seq}
              size="s"
              look="ghost"
              data-testid={`detail-evidence-${seq}`}
              aria-label={t('timeline.evidenceRow', { seq })}
              onClick={() => onShow(seq)}
            >
              {`#${seq}`}
            </Button>
          ))}
        </div>
      ) : null}
      {row.kind === 'httpRequest' ? (
        <figure>
          <figcaption className={styles.headName}>{t('timeline.head')}</figcaption>
          <pre className={styles.head}>{revealed ? head : maskKeys(head)}</pre>
        </figure>
      ) : null}
    </section>
  );
}

function hidesKey(text: string): boolean {
  return maskKeys(text) !== text;
}

function commonFacts(row: JournalRow, t: Texts['t'], source: string): readonly Fact[] {
  const facts: Fact[] = [
    { name: t('timeline.seq'), value: String(row.seq) },
    { name: t('timeline.wall'), value: formatClock(row.wallMs) },
    { name: t('timeline.source'), value: source },
  ];
  if (row.portId !== undefined) facts.push({ name: t('timeline.port'), value: row.portId, mono: true });
  if (row.jobId !== undefined) facts.push({ name: t('timeline.job'), value: row.jobId, mono: true });
  return facts;
}

function ownFacts(row: JournalRow, { t, code }: Texts): readonly Fact[] {
  switch (row.kind) {
    case 'atLine':
      return [{ name: t('timeline.role'), value: t(`timeline.role_${row.role}`) }];
    case 'httpRequest':
      return [{ name: t('timeline.remote'), value: row.remote, mono: true }];
    case 'httpResponse':
      return [
        { name: t('timeline.status'), value: `${row.status} ${row.reason}` },
        {
          name: t('timeline.sent'),
          value: `${formatCount(row.sentBytes)} / ${formatCount(row.bodyBytes)} B, ${t(row.complete ? 'timeline.complete' : 'timeline.incomplete')}`,
        },
        { name: t('timeline.took'), value: formatTook(row.durationMs) },
        { name: t('timeline.decision'), value: code('decision', row.decision) },
      ];
    case 'jobEvent':
    case 'appEvent':
    case 'userAction':
      return Object.entries(row.params).map(([name, value]) => ({ name, value: String(value), mono: true }));
    default:
      return [];
  }
}
