/** Grey lines where text will be; spoken as busy. */
import styles from './Skeleton.module.css';

const widths = ['w72', 'w54', 'w64', 'w40'] as const;

export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className={styles.skeleton} aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={line} className={`${styles.line} ${styles[widths[line % widths.length] ?? 'w72']}`} />
      ))}
    </div>
  );
}
