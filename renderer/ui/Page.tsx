/** The frame of a page: what it is, what can be done here, and its content. */
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { useFocusWhenLost } from './focus.ts';
import styles from './Page.module.css';

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The content fills the window and scrolls by itself. */
  readonly fill?: boolean;
}

export function Page({ title, lead, actions, children, fill = false }: PageProps) {
  const heading = useFocusWhenLost<HTMLHeadingElement>('opened');
  return (
    <div className={classes(styles.page, fill && styles.fill)}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.content}>{children}</div>
    </div>
  );
}
