/** Known commands that fit what was typed, with their meaning. */
import { useEffect, useRef } from 'react';
import type { AtCommand } from '../../../shared/domain/atCommands/index.ts';
import type { Language } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import styles from './Terminal.module.css';

export const completionListId = 'terminal-completions';
export const completionId = (index: number): string => `${completionListId}-${index}`;

export interface CompletionListProps {
  readonly commands: readonly AtCommand[];
  readonly chosen: number;
  readonly language: Language;
  readonly onPick: (command: AtCommand) => void;
}

export function CompletionList({ commands, chosen, language, onPick }: CompletionListProps) {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={list}
      id={completionListId}
      role="listbox"
      aria-label={t('terminal.completions')}
      className={styles.completions}
      data-testid="terminal-completions"
    >
      {commands.map((command, index) => (
        <div
          key={command.syntax}
          id={completionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={classes(styles.completion, index === chosen && styles.chosen)}
          // Before the line loses its focus, which would close the list.
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(command);
          }}
        >
          <code className={styles.completionSyntax}>{command.syntax}</code>
          <span className={styles.completionMeaning}>{command.meaning[language]}</span>
        </div>
      ))}
    </div>
  );
}
