/** The lines of the session: followed or held still, older ones paged in, hits of the search brought into view. */
import { ArrowDown, SquareTerminal } from 'lucide-react';
import type { TerminalView } from '../../../shared/contract/terminal.ts';
import type { Texts } from '../../i18n/useText.ts';
import type { TerminalLines } from '../../stores/terminalLines.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { VirtualRows } from '../../ui/VirtualRows.tsx';
import type { ViewRow } from './rows.ts';
import styles from './Terminal.module.css';
import { TerminalRow } from './TerminalRow.tsx';

export interface TerminalOutputProps {
  readonly texts: Texts;
  readonly view: TerminalView;
  readonly lines: TerminalLines;
  readonly rows: readonly ViewRow[];
  /** Lines were cleared from the view; `onUnclear` shows them again. */
  readonly cleared: boolean;
  readonly onUnclear: () => void;
  readonly following: boolean;
  readonly onFollowing: (following: boolean) => void;
  readonly search: string;
  readonly hit: number | null;
}

const keyOf = (row: ViewRow): number => row.key;

export function TerminalOutput(props: TerminalOutputProps) {
  const { texts, lines, rows, cleared, following, onFollowing, search, hit } = props;
  const { t } = texts;
  const { window } = lines;
  if (window.loaded && rows.length === 0) {
    return (
      <div className={styles.empty}>
        <EmptyState
          picture={<SquareTerminal />}
          title={t(cleared ? 'terminal.cleared' : 'terminal.empty')}
          action={
            cleared ? (
              <Button onClick={props.onUnclear}>{t('terminal.unclear')}</Button>
            ) : window.more ? (
              <Button onClick={lines.loadOlder}>{t('terminal.older')}</Button>
            ) : undefined
          }
        >
          {t(cleared ? 'terminal.clearedText' : 'terminal.emptyText')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles.output}>
      {window.more && !cleared ? (
        <button type="button" className={styles.older} onClick={lines.loadOlder}>
          {t('terminal.older')}
        </button>
      ) : null}
      <VirtualRows
        label={t('terminal.outputLabel')}
        testId="terminal-output"
        rows={rows}
        rowKey={keyOf}
        rowHeight={props.view === 'bytes' ? 20 : 22}
        choosable={false}
        following={following}
        onFollowing={onFollowing}
        onTop={cleared ? undefined : lines.loadOlder}
        showKey={hit}
        render={(row) => (
          <TerminalRow
            row={row}
            texts={texts}
            search={search}
            current={row.key === hit}
            onFill={() => row.kind === 'gap' && lines.fill(row.gap)}
          />
        )}
      />
      {following ? null : (
        <div className={styles.floating}>
          <Button
            size="s"
            icon={<ArrowDown />}
            data-testid="terminal-follow"
            onClick={() => onFollowing(true)}
          >
            {window.behind > 0 ? t('terminal.newLines', { count: window.behind }) : t('terminal.follow')}
          </Button>
        </div>
      )}
    </div>
  );
}
