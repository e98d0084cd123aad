/** On or off, with what it means beside it. */
import { Switch as Base } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import styles from './Switch.module.css';

export interface SwitchProps {
  readonly label: string;
  /** Says which switch it is where the label beside it only tells its state. */
  readonly name?: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly 'data-testid'?: string;
}

export function Switch({ label, name, hint, checked, onChange, disabled = false, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <Base.Root
        className={styles.track}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        aria-label={name}
        aria-labelledby={name === undefined ? `${id}-label` : undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...rest}
      >
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
      <div>
        <p id={`${id}-label`} className={styles.label}>
          {label}
        </p>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
