/** Several lines of text with a label, a hint and an error, like `Field`. */
import { type ReactNode, useId } from 'react';
import styles from './Terminal.module.css';

export interface LinesProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly readOnly?: boolean;
  readonly testId?: string;
  readonly onText: (text: string) => void;
}

export function Lines({ label, value, hint, error, readOnly = false, testId, onText }: LinesProps) {
  const id = useId();
  const described = error !== undefined || hint !== undefined;
  return (
    <div className={styles.lines}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={9}
        spellCheck={false}
        readOnly={readOnly}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={described ? `${id}-about` : undefined}
        data-testid={testId}
        onChange={(event) => onText(event.target.value)}
      />
      {described ? (
        <p id={`${id}-about`} className={error === undefined ? styles.linesHint : styles.linesError}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
