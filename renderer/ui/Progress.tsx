/** A bar for work with a known end, and a moving one where the end is not known. */
import { Progress as Base } from '@base-ui/react/progress';
import { classes } from './classes.ts';
import styles from './Progress.module.css';

export interface ProgressProps {
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
  readonly label: string;
  readonly tone?: 'accent' | 'ok' | 'bad';
  readonly slim?: boolean;
}

export function Progress({ value, label, tone = 'accent', slim = false }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Base.Root value={percent} aria-label={label} className={styles.root}>
      <Base.Track className={classes(styles.track, slim && styles.slim)}>
        <Base.Indicator className={classes(styles.bar, styles[tone], percent === null && styles.moving)} />
      </Base.Track>
    </Base.Root>
  );
}
