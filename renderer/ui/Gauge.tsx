/** How much of a hard limit is used: a bar with its limit at the right end. */
import { Meter } from '@base-ui/react/meter';
import { classes } from './classes.ts';
import styles from './Gauge.module.css';

export interface GaugeProps {
  /** Null while it is not known; then only the limit stands there. */
  readonly value: number | null;
  readonly limit: number;
  /** `312 of 480 KiB` */
  readonly text: string;
  readonly label: string;
}

export function Gauge({ value, limit, text, label }: GaugeProps) {
  const share = value === null ? 0 : limit > 0 ? value / limit : 1;
  const tone = share > 1 ? styles.bad : share > 0.85 ? styles.warn : styles.ok;
  return (
    <Meter.Root
      className={styles.gauge}
      aria-label={label}
      min={0}
      max={limit}
      value={value ?? 0}
      getAriaValueText={() => text}
    >
      <div className={styles.texts}>
        <span>{label}</span>
        <span className={styles.numbers}>{text}</span>
      </div>
      <Meter.Track className={classes(styles.track, value === null && styles.open)}>
        {value === null ? null : <Meter.Indicator className={classes(styles.fill, tone)} />}
      </Meter.Track>
    </Meter.Root>
  );
}
