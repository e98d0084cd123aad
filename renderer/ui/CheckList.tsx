/** What was looked at, how it stands, and what to do about it. */
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import styles from './CheckList.module.css';

export interface CheckItem {
  readonly key: string;
  readonly state: 'ok' | 'note' | 'warning' | 'problem';
  /** The state in words, for who does not see the colour. */
  readonly stateText: string;
  readonly name: string;
  readonly detail?: string | undefined;
  readonly advice?: string | undefined;
}

const pictures = { ok: CircleCheck, note: Info, warning: TriangleAlert, problem: CircleAlert } as const;

export function CheckList({ items }: { readonly items: readonly CheckItem[] }) {
  return (
    <ul className={styles.list}>
      {items.map(({ key, state, stateText, name, detail, advice }) => {
        const Picture = pictures[state];
        return (
          <li key={key} className={styles.item} data-testid={`check-${key}`}>
            <Picture className={styles[state]} role="img" aria-label={stateText} />
            <div className={styles.text}>
              <p className={styles.line}>
                <span className={styles.name}>{name}</span>
                {detail === undefined || detail === '' ? null : (
                  <span className={styles.detail}>{detail}</span>
                )}
              </p>
              {advice === undefined ? null : <p className={styles.advice}>{advice}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
