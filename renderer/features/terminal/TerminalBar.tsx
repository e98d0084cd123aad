/** Above the lines: who has the port, how it is shown, what is looked for. */
import { ArrowDown, ArrowUp, Copy, Eraser, Eye, EyeOff } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { TerminalSession, TerminalView } from '../../../shared/contract/terminal.ts';
import { useText } from '../../i18n/useText.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { LinkState } from './LinkState.tsx';
import styles from './Terminal.module.css';

export interface TerminalBarProps {
  readonly session: TerminalSession | null;
  readonly view: TerminalView;
  readonly onView: (view: TerminalView) => void;
  /** Keys in clear. */
  readonly revealed: boolean;
  readonly onReveal: (revealed: boolean) => void;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  /** The hit that is shown, from 1, and how many there are. */
  readonly hitAt: number;
  readonly hits: number;
  readonly onStep: (by: 1 | -1) => void;
  readonly onCopy: () => void;
  readonly onClear: () => void;
}

export function TerminalBar(props: TerminalBarProps) {
  const { t } = useText();
  const { search, hits, onStep } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? 1 : -1);
    else if (event.key === 'Escape' && search !== '') props.onSearch('');
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.bar}>
      <LinkState session={props.session} />
      <div className={styles.tools}>
        <div className={styles.search}>
          <Field
            label={t('terminal.search')}
            hideLabel
            placeholder={t('terminal.search')}
            value={search}
            data-testid="terminal-search"
            onText={props.onSearch}
            onKeyDown={onKeyDown}
          />
          {search === '' ? null : (
            <span className={styles.hits} role="status">
              {t('terminal.hits', { at: props.hitAt, count: hits })}
            </span>
          )}
        </div>
        {search === '' ? null : (
          <>
            <IconButton label={t('terminal.hitBefore')} icon={<ArrowUp />} onClick={() => onStep(-1)} />
            <IconButton label={t('terminal.hitAfter')} icon={<ArrowDown />} onClick={() => onStep(1)} />
          </>
        )}
        <Segmented
          label={t('terminal.view')}
          value={props.view}
          onChange={props.onView}
          segments={[
            { value: 'text', label: t('terminal.viewText'), testId: 'terminal-view-text' },
            { value: 'bytes', label: 'HEX', testId: 'terminal-view-hex' },
          ]}
        />
        <IconButton
          label={t(props.revealed ? 'common.hideKeys' : 'common.revealKeys')}
          icon={props.revealed ? <EyeOff /> : <Eye />}
          aria-pressed={props.revealed}
          data-testid="terminal-reveal"
          onClick={() => props.onReveal(!props.revealed)}
        />
        <IconButton
          label={t('terminal.copy')}
          icon={<Copy />}
          data-testid="terminal-copy"
          onClick={props.onCopy}
        />
        <IconButton
          label={t('terminal.clear')}
          icon={<Eraser />}
          data-testid="terminal-clear"
          onClick={props.onClear}
        />
      </div>
    </div>
  );
}
