/** The input of the terminal: history, frequent commands, full-width punctuation put right and said. */
import { CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { correctFullWidth } from '../../../shared/domain/fullWidth.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { emptyHistory, pushHistory, stepHistory } from './history.ts';
import styles from './Terminal.module.css';

const quick: readonly { readonly command: string; readonly key: TextKey }[] = [
  { command: 'ATI', key: 'terminal.quick_version' },
  { command: 'AT+CSQ', key: 'terminal.quick_signal' },
  { command: 'AT+CEREG?', key: 'terminal.quick_network' },
  { command: 'AT+CPIN?', key: 'terminal.quick_sim' },
  { command: 'AT+UPGRADE="URL"', key: 'terminal.quick_url' },
  { command: 'AT+UPGRADE?', key: 'terminal.quick_state' },
];

export function CommandLine({ portId, onSent }: { readonly portId: string; readonly onSent: () => void }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const input = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [changes, setChanges] = useState('');
  const [history, setHistory] = useState(emptyHistory);
  const send = async (raw: string) => {
    const corrected = correctFullWidth(raw.trim());
    if (corrected.text === '') return;
    setChanges([...new Set(corrected.changes.map(({ from, to }) => `${from} → ${to}`))].join('  '));
    setHistory((before) => pushHistory(before, corrected.text));
    setText('');
    onSent();
    await action.run(() => core.modem.send({ portId, command: corrected.text }));
    input.current?.querySelector('input')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) void send(text);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const stepped = stepHistory(history, event.key === 'ArrowUp' ? 1 : -1);
      setHistory(stepped.history);
      setText(stepped.text);
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles.commandArea}>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      {changes === '' ? null : (
        <p className={styles.changed} role="status">
          {t('terminal.fullWidth', { changes })}
        </p>
      )}
      <div className={styles.quick}>
        {quick.map(({ command, key }) => (
          <Button
            key={command}
            size="s"
            title={command}
            disabled={action.busy}
            onClick={() => void send(command)}
          >
            {t(key)}
          </Button>
        ))}
      </div>
      <div className={styles.command} ref={input}>
        <div className={styles.commandField}>
          <Field
            label={t('terminal.input')}
            hideLabel
            mono
            value={text}
            placeholder={action.busy ? t('terminal.sending') : t('terminal.placeholder')}
            disabled={action.busy}
            data-testid="terminal-input"
            onText={setText}
            onKeyDown={onKeyDown}
          />
        </div>
        <Button
          look="primary"
          icon={<CornerDownLeft />}
          busy={action.busy}
          data-testid="terminal-send"
          onClick={() => void send(text)}
        >
          {t('terminal.send')}
        </Button>
      </div>
    </div>
  );
}
