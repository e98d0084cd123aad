/** A quiet panel with an optional heading row. */
import type { ReactNode } from 'react';
import styles from './Card.module.css';
import { classes } from './classes.ts';
import { useFocusWhenLost } from './focus.ts';

export interface CardProps {
  readonly title?: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  /** No inner padding: for tables and lists that reach the edge. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  /** As the card appears, and whenever this changes, its heading catches a focus that was lost. */
  readonly landing?: string;
  readonly 'data-testid'?: string;
}

export function Card({
  title,
  hint,
  actions,
  children,
  flush = false,
  className,
  landing,
  ...rest
}: CardProps) {
  const heading = useFocusWhenLost<HTMLHeadingElement>(landing);
  return (
    <section className={classes(styles.card, className)} {...rest}>
      {title === undefined && actions === undefined ? null : (
        <header className={styles.head}>
          <div className={styles.titles}>
            <h2 ref={heading} tabIndex={landing === undefined ? undefined : -1} className={styles.title}>
              {title}
            </h2>
            {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
          </div>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children === undefined ? null : <div className={flush ? styles.flush : styles.body}>{children}</div>}
    </section>
  );
}
