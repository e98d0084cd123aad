/** A plain table: quiet lines, numbers aligned, nothing that moves. */
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Table.module.css';

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  readonly align?: 'right';
  readonly mono?: boolean;
  /** Takes the width that is left over. */
  readonly grow?: boolean;
}

export interface TableProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
}

export function Table<R>({ caption, columns, rows, rowKey }: TableProps<R>) {
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <caption className="visuallyHidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classes(
                  column.align === 'right' && styles.right,
                  column.grow === true && styles.grow,
                )}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={classes(
                    column.align === 'right' && styles.right,
                    column.mono === true && styles.mono,
                    column.grow === true && styles.wrap,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
