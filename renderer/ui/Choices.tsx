/** One choice out of a few that each need explaining: cards in a radio group. */
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import styles from './Choices.module.css';
import { classes } from './classes.ts';

export interface Choice<T extends string> {
  readonly value: T;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly badge?: ReactNode;
  readonly disabled?: boolean;
  readonly testId?: string;
}

export interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  readonly columns?: 1 | 2;
}

export function Choices<T extends string>({ label, value, choices, onChange, columns = 1 }: ChoicesProps<T>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const choice = choices.find((candidate) => candidate.value === next);
        if (choice !== undefined) onChange(choice.value);
      }}
      className={classes(styles.group, columns === 2 && styles.two)}
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled === true}
          className={styles.choice}
          data-testid={choice.testId}
        >
          <span className={styles.ring}>
            <Radio.Indicator className={styles.point} />
          </span>
          <span className={styles.texts}>
            <span className={styles.title}>
              {choice.title}
              {choice.badge}
            </span>
            {choice.text === undefined ? null : <span className={styles.text}>{choice.text}</span>}
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
