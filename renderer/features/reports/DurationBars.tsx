/** How long upgrades took, as bars: successes below, the rest on top. */
import { formatTook } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './Reports.module.css';
import { type Bar, drawnBars } from './upgradeView.ts';

export function DurationBars({ bars }: { readonly bars: readonly Bar[] }) {
  const { t } = useText();
  const drawn = drawnBars(bars);
  const text = ({ fromMs, toMs, succeeded, others }: Bar) =>
    t('reports.barText', { from: formatTook(fromMs), to: formatTook(toMs), succeeded, others });
  return (
    <figure className={styles.figure}>
      <svg className={styles.chart} viewBox="0 0 100 100" preserveAspectRatio="none" role="img">
        <title>{t('reports.durations')}</title>
        <desc>
          {bars
            .filter(({ succeeded, others }) => succeeded + others > 0)
            .map(text)
            .join('; ')}
        </desc>
        {drawn.map((bar) => (
          <g key={bar.fromMs}>
            <title>{text(bar)}</title>
            <rect className={styles.ground} x={bar.x} y={0} width={bar.width} height={100} />
            <rect
              className={styles.good}
              x={bar.x + bar.width * 0.1}
              y={100 - bar.good}
              width={bar.width * 0.8}
              height={bar.good}
            />
            <rect
              className={styles.rest}
              x={bar.x + bar.width * 0.1}
              y={100 - bar.good - bar.rest}
              width={bar.width * 0.8}
              height={bar.rest}
            />
          </g>
        ))}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        <span>0</span>
        <span>{formatTook(bars.at(-1)?.toMs ?? 0)}</span>
      </div>
      <figcaption className={styles.legend}>
        <span className={styles.goodKey}>{t('reports.succeeded')}</span>
        <span className={styles.restKey}>{t('reports.others')}</span>
      </figcaption>
    </figure>
  );
}
