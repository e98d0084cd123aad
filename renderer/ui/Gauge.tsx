/** How much of a hard limit is used: a bar with its limit at the right end. */
import { Meter } from '@base-ui/react/meter';
import { classes } from './classes.ts';
import styles from './Gauge.module.css';

export interface GaugeProps {
  readonly value: number;
  readonly limit: number;
  readonly valueText: string;
  readonly limitText: string;
  readonly label: string;
}

export function Gauge({ value, limit, valueText, limitText, label }: GaugeProps) {
  const share = limit > 0 ? value / limit : 1;
  const tone = share > 1 ? styles.bad : share > 0.85 ? styles.warn : styles.ok;
  return (
    <Meter.Root
      className={styles.gauge}
      aria-label={label}
      min={0}
      max={limit}
      value={value}
      getAriaValueText={() => `${valueText} / ${limitText}`}
    >
      <div className={styles.texts}>
        <span>{label}</span>
        <span className={styles.numbers}>
          <strong>{valueText}</strong> / {limitText}
        </span>
      </div>
      <Meter.Track className={styles.track}>
        <Meter.Indicator className={classes(styles.fill, tone)} />
      </Meter.Track>
    </Meter.Root>
  );
}
