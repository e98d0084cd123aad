/** A short word with a tone. Tone never carries meaning alone: the word does. */
import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { classes } from './classes.ts';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad';

export interface BadgeProps {
  readonly tone?: Tone;
  readonly mono?: boolean;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly title?: string | undefined;
}

export function Badge({ tone = 'neutral', mono = false, icon, children, title }: BadgeProps) {
  return (
    <span className={classes(styles.badge, styles[tone], mono && styles.mono)} title={title}>
      {icon}
      {children}
    </span>
  );
}

/** A coloured point beside a state's name. */
export function Dot({ tone, pulse = false }: { readonly tone: Tone; readonly pulse?: boolean }) {
  return (
    <span className={classes(styles.dot, styles[`${tone}Dot`], pulse && styles.pulse)} aria-hidden="true" />
  );
}
