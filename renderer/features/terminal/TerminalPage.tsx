/** A simple AT terminal: what is shown is the journal of the port, so nothing said is ever lost. */
import { SquareTerminal } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useJournalTail } from '../../stores/journalTail.ts';
import { usePorts } from '../../stores/ports.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { classes } from '../../ui/classes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import { CommandLine } from './CommandLine.tsx';
import styles from './Terminal.module.css';

export function TerminalPage() {
  const { t } = useText();
  const ports = usePorts((view) => view.ports);
  const { port } = useDraft();
  const known = ports.some((candidate) => candidate.id === port) ? port : null;
  return (
    <Page
      fill
      title={t('terminal.title')}
      lead={t('terminal.lead')}
      actions={
        <div className={styles.port}>
          <Select
            label={t('terminal.port')}
            value={known}
            placeholder={t('terminal.noPort')}
            options={ports.map((candidate) => ({ value: candidate.id, label: candidate.label }))}
            onChange={(next) => choose({ port: next })}
          />
        </div>
      }
    >
      {known === null ? (
        <div className={styles.terminal}>
          <EmptyState picture={<SquareTerminal />} title={t('terminal.pickPort')}>
            {t('terminal.pickPortText')}
          </EmptyState>
        </div>
      ) : (
        <Terminal key={known} portId={known} />
      )}
    </Page>
  );
}

const without = ['serialBytes', 'portEvent', 'jobEvent', 'userAction', 'jobEnded'];
type AtRow = Extract<JournalRow, { kind: 'atLine' }>;

function Terminal({ portId }: { readonly portId: string }) {
  const { t } = useText();
  const tail = useJournalTail(useMemo(() => ({ portId, without }), [portId]));
  const [following, setFollowing] = useState(true);
  // The echo repeats the command that is shown already.
  const rows = useMemo(
    () => tail.rows.filter((row): row is AtRow => row.kind === 'atLine' && row.role !== 'echo'),
    [tail.rows],
  );
  return (
    <div className={styles.terminal}>
      {tail.loaded && rows.length === 0 ? (
        <div className={styles.empty}>
          <EmptyState picture={<SquareTerminal />} title={t('terminal.empty')}>
            {t('terminal.emptyText')}
          </EmptyState>
        </div>
      ) : (
        <VirtualRows
          label={t('terminal.outputLabel')}
          testId="terminal-output"
          rows={rows}
          rowKey={(row) => row.seq}
          rowHeight={22}
          choosable={false}
          following={following}
          onFollowing={setFollowing}
          render={(row) => <Line row={row} />}
        />
      )}
      <CommandLine portId={portId} onSent={() => setFollowing(true)} />
    </div>
  );
}

function Line({ row }: { readonly row: AtRow }) {
  const bad = row.role === 'final' && row.text !== 'OK';
  return (
    <div
      className={classes(
        styles.line,
        row.direction === 'tx' && styles.sent,
        row.role === 'final' && styles.final,
        bad && styles.bad,
        row.role === 'urc' && styles.urc,
      )}
      data-seq={row.seq}
    >
      <time className={styles.time}>{formatClock(row.wallMs)}</time>
      <span className={styles.mark} aria-hidden="true">
        {row.direction === 'tx' ? '›' : ''}
      </span>
      <span className={styles.text}>{row.text}</span>
    </div>
  );
}
