/** The line to type: completion, full-width signs offered as corrected, text or bytes, the meaning of what is typed. */
import { CornerDownLeft } from 'lucide-react';
import type { TerminalLibrary, TerminalSession } from '../../../shared/contract/terminal.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePort } from '../../stores/ports.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { PortLock } from '../../ui/PortLock.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { CompletionList, completionId, completionListId } from './CompletionList.tsx';
import { FullWidthOffer } from './FullWidthOffer.tsx';
import styles from './Terminal.module.css';
import { type SendMode, useCommandLine } from './useCommandLine.ts';

export interface CommandLineProps {
  readonly portId: string;
  readonly session: TerminalSession | null;
  readonly library: TerminalLibrary | null;
  /** Put into the line from outside. */
  readonly offered: { readonly text: string } | null;
  readonly onSent: () => void;
}

export function CommandLine({ portId, session, library, offered, onSent }: CommandLineProps) {
  const { t, language } = useText();
  const core = useCore();
  const action = useAction();
  const send = (text: string, mode: SendMode) => {
    onSent();
    void action.run(async () => {
      if (mode === 'hex') await core.terminal.sendHex({ portId, hex: text });
      else await core.terminal.send({ portId, text });
    });
  };
  const line = useCommandLine({ language, history: library?.history ?? [], offered, onSend: send });
  const { mode, text, completions, chosen, command, changes } = line;
  const open = completions.length > 0;
  const port = usePort(portId);
  const locked = port?.guarded === true;
  const waiting = session?.busy ?? null;
  return (
    <div className={styles.commandArea} ref={line.area}>
      {action.error === null ? null : (
        <ErrorNote
          error={action.error}
          action={
            <Button size="s" onClick={action.clear}>
              {t('common.close')}
            </Button>
          }
        />
      )}
      <PortLock port={port} />
      {changes.length === 0 ? null : (
        <FullWidthOffer
          text={text}
          changes={changes}
          onTake={line.takeCorrected}
          onKeep={() => line.enter(true)}
        />
      )}
      <div className={styles.command}>
        <Segmented
          label={t('terminal.mode')}
          value={mode}
          onChange={line.setMode}
          segments={[
            { value: 'text', label: 'AT', testId: 'terminal-mode-text' },
            { value: 'hex', label: 'HEX', testId: 'terminal-mode-hex' },
          ]}
        />
        <div className={styles.commandField}>
          {open ? (
            <CompletionList
              commands={completions}
              chosen={chosen}
              language={language}
              onPick={(picked) => line.put(picked.insert)}
            />
          ) : null}
          <Field
            label={t(mode === 'hex' ? 'terminal.inputHex' : 'terminal.input')}
            hideLabel
            mono
            role="combobox"
            aria-expanded={open}
            aria-controls={completionListId}
            aria-autocomplete="list"
            aria-activedescendant={open && chosen >= 0 ? completionId(chosen) : undefined}
            value={text}
            disabled={locked}
            error={line.badHex ? t('terminal.badHex') : undefined}
            placeholder={t(mode === 'hex' ? 'terminal.placeholderHex' : 'terminal.placeholder')}
            data-testid="terminal-input"
            onText={line.change}
            onKeyDown={line.onKeyDown}
            onBlur={line.close}
          />
        </div>
        <Button
          look="primary"
          icon={<CornerDownLeft />}
          data-testid="terminal-send"
          disabled={locked}
          onClick={() => line.enter(false)}
        >
          {t('terminal.send')}
        </Button>
      </div>
      <p className={styles.under}>
        {waiting === null ? null : (
          <span className={styles.waiting} role="status">
            {t('terminal.waiting', { text: waiting.text, queued: session?.queued ?? 0 })}
          </span>
        )}
        {command === null ? null : (
          <span className={styles.meaning} data-testid="terminal-meaning">
            <code>{command.syntax}</code> {command.meaning[language]}
            {command.onlyInCode === true ? ` (${t('terminal.onlyInCode')})` : ''}
          </span>
        )}
      </p>
    </div>
  );
}
