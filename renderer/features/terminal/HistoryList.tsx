/** Lines that were sent before, newest first; a click puts one into the line. */
import { History, Star, Trash2 } from 'lucide-react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import styles from './Terminal.module.css';

export function HistoryList({
  history,
  onOffer,
}: {
  readonly history: readonly string[];
  readonly onOffer: (text: string) => void;
}) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  if (history.length === 0) {
    return (
      <EmptyState picture={<History />} title={t('terminal.noHistory')}>
        {t('terminal.noHistoryText')}
      </EmptyState>
    );
  }
  const keep = (text: string) =>
    void action.run(() =>
      core.terminal.saveFavourite({
        sequence: { name: text.slice(0, 80), rounds: 1, onRefusal: 'stop', steps: [{ kind: 'line', text }] },
      }),
    );
  return (
    <div className={styles.panel}>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <ul className={styles.items} data-testid="terminal-history">
        {history.map((text) => (
          <li key={text} className={styles.item}>
            <button type="button" className={styles.itemText} title={text} onClick={() => onOffer(text)}>
              <code>{text}</code>
            </button>
            <IconButton label={t('terminal.keep', { text })} icon={<Star />} onClick={() => keep(text)} />
          </li>
        ))}
      </ul>
      <Button
        size="s"
        look="ghost"
        icon={<Trash2 />}
        onClick={() => void action.run(() => core.terminal.clearHistory({}))}
      >
        {t('terminal.clearHistory')}
      </Button>
    </div>
  );
}
