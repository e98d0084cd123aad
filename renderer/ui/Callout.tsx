/** A remark that needs to be read: what it is, and what to do about it. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Callout.module.css';
import { classes } from './classes.ts';

export interface CalloutProps {
  readonly tone?: 'info' | 'ok' | 'warn' | 'bad';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly 'data-testid'?: string;
}

const pictures = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const;

export function Callout({ tone = 'info', title, children, action, ...rest }: CalloutProps) {
  const Picture = pictures[tone];
  return (
    <div
      className={classes(styles.callout, styles[tone])}
      role={tone === 'bad' ? 'alert' : undefined}
      {...rest}
    >
      <Picture className={styles.picture} aria-hidden="true" />
      <div className={styles.text}>
        {title === undefined ? null : <p className={styles.title}>{title}</p>}
        {children === undefined ? null : <div className={styles.body}>{children}</div>}
      </div>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
