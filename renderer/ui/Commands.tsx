/** AT lines exactly as they will be sent. */
import styles from './Commands.module.css';

export function Commands({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  return (
    <ol className={styles.lines} aria-label={label}>
      {lines.map((line) => (
        <li key={line} className={styles.line}>
          {line}
        </li>
      ))}
    </ol>
  );
}
