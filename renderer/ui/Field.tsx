/** A labelled line of text, with its description and its error below it. */
import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Field.module.css';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'ref'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly mono?: boolean;
  readonly hideLabel?: boolean;
  readonly onText: (text: string) => void;
  readonly 'data-testid'?: string;
}

export function Field({
  label,
  hint,
  error,
  mono = false,
  hideLabel = false,
  onText,
  className,
  ...input
}: FieldProps) {
  return (
    <Base.Root className={styles.field} invalid={error !== undefined}>
      <Base.Label className={hideLabel ? 'visuallyHidden' : styles.label}>{label}</Base.Label>
      <Base.Control
        spellCheck={false}
        autoComplete="off"
        {...input}
        onValueChange={(value) => onText(String(value))}
        className={classes(styles.input, mono && styles.mono, className)}
      />
      {hint === undefined ? null : <Base.Description className={styles.hint}>{hint}</Base.Description>}
      {error === undefined ? null : (
        <Base.Error match={true} className={styles.error}>
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}
