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
  /** While the value is not known: between which two it is expected. */
  readonly expected?: { readonly low: number; readonly high: number } | undefined;
}

export function Gauge({ value, limit, text, label, expected }: GaugeProps) {
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
        {value !== null || expected === undefined ? null : <Expected {...expected} limit={limit} />}
      </Meter.Track>
    </Meter.Root>
  );
}

/** Up to the low end it is filled in any case, from there to the high end perhaps. */
function Expected({
  low,
  high,
  limit,
}: {
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}) {
  const share = (bytes: number): string => `${limit > 0 ? Math.min(100, (100 * bytes) / limit) : 100}%`;
  return (
    <>
      <span className={styles.perhaps} style={{ width: share(high) }} />
      <span className={styles.likely} style={{ width: share(low) }} />
    </>
  );
}
