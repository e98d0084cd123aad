/** One of several that may be chosen together, with what it is beside it. */
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './Checkbox.module.css';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly 'data-testid'?: string;
}

export function Checkbox({ label, hint, checked, onChange, disabled = false, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <Base.Root
        className={styles.box}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...rest}
      >
        <Base.Indicator className={styles.mark}>
          <Check aria-hidden="true" />
        </Base.Indicator>
      </Base.Root>
      <div className={styles.texts}>
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
