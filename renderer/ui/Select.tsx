/** One choice out of a list. */
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classes } from './classes.ts';
import styles from './Select.module.css';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

export interface SelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly mono?: boolean;
  readonly 'data-testid'?: string;
}

export function Select({
  label,
  value,
  options,
  onChange,
  placeholder,
  disabled = false,
  mono = false,
  ...rest
}: SelectProps) {
  const items = options.map((option) => ({ value: option.value, label: option.label }));
  return (
    <Base.Root
      items={items}
      value={value}
      disabled={disabled}
      onValueChange={(next) => (next === null ? undefined : onChange(next))}
    >
      <Base.Trigger className={classes(styles.trigger, mono && styles.mono)} aria-label={label} {...rest}>
        <Base.Value className={styles.value} placeholder={placeholder} />
        <Base.Icon className={styles.icon}>
          <ChevronsUpDown />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={styles.popup}>
            <Base.List className={styles.list}>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={styles.item}>
                  <Base.ItemIndicator className={styles.check}>
                    <Check />
                  </Base.ItemIndicator>
                  <Base.ItemText className={classes(styles.text, mono && styles.mono)}>
                    {option.label}
                  </Base.ItemText>
                  {option.hint === undefined ? null : <span className={styles.hint}>{option.hint}</span>}
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
