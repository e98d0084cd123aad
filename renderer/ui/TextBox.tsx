/** Several lines of text with a label, a description and an error below. */
import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import styles from './TextBox.module.css';

export interface TextBoxProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly value: string;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly mono?: boolean;
  readonly placeholder?: string;
  readonly onText: (text: string) => void;
  readonly 'data-testid'?: string;
}

export function TextBox(props: TextBoxProps) {
  const { label, hint, error, value, rows = 3, mono = false, onText, maxLength, placeholder } = props;
  const id = useId();
  const about = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  return (
    <div className={styles.box}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        placeholder={placeholder}
        spellCheck={false}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={about.join(' ').trim() || undefined}
        className={classes(styles.input, mono && styles.mono)}
        data-testid={props['data-testid']}
        onChange={(event) => onText(event.target.value)}
      />
      {hint === undefined ? null : (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
