/** Facts in two columns. */
import { Fragment, type ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './KeyValue.module.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly mono?: boolean;
}

export function KeyValue({
  facts,
  columns = 1,
}: {
  readonly facts: readonly Fact[];
  readonly columns?: 1 | 2;
}) {
  return (
    <dl className={classes(styles.list, columns === 2 && styles.two)}>
      {facts.map((fact) => (
        <Fragment key={fact.name}>
          <dt className={styles.name}>{fact.name}</dt>
          <dd className={classes(styles.value, fact.mono === true && styles.mono)}>{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
