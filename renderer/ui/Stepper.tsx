/** Steps of a path: where one is, what is done, what needs a look. Every step can be entered at any time. */
import { Check } from 'lucide-react';
import { classes } from './classes.ts';
import styles from './Stepper.module.css';

export type StepState = 'open' | 'done' | 'attention' | 'busy';

export interface StepSpec {
  readonly number: number;
  readonly label: string;
  /** One line below the name: what was chosen here. */
  readonly note?: string | undefined;
  readonly state: StepState;
  readonly stateText: string;
}

export interface StepperProps {
  readonly label: string;
  readonly steps: readonly StepSpec[];
  readonly current: number;
  readonly onSelect: (step: number) => void;
}

export function Stepper({ label, steps, current, onSelect }: StepperProps) {
  return (
    <nav aria-label={label}>
      <ol className={styles.list}>
        {steps.map((step) => (
          <li key={step.number} className={styles.step}>
            <button
              type="button"
              className={classes(
                styles.button,
                styles[step.state],
                step.number === current && styles.current,
              )}
              aria-current={step.number === current ? 'step' : undefined}
              aria-keyshortcuts={`Alt+${step.number}`}
              data-testid={`step-${step.number}`}
              data-state={step.state}
              onClick={() => onSelect(step.number)}
            >
              <span className={styles.number} aria-hidden="true">
                {step.state === 'done' ? <Check /> : step.number}
              </span>
              <span className={styles.texts}>
                <span className={styles.label}>{step.label}</span>
                <span className={styles.note}>{step.note}</span>
              </span>
              <span className="visuallyHidden">{step.stateText}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
