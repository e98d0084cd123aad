/** How full the limits are: measured after the build, and only the limits before it. */
import type { FormatOption } from '../../../shared/contract/delta.ts';
import { formatBytes, formatFill } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { type Fill, fillsOf, type Measured } from '../../stores/fills.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Gauge } from '../../ui/Gauge.tsx';
import styles from './Build.module.css';

export interface LimitGaugesProps {
  readonly limits: FormatOption['limits'];
  readonly measured?: Measured;
}

export function LimitGauges({ limits, measured }: LimitGaugesProps) {
  const { t } = useText();
  const fills = fillsOf(limits, measured);
  if (fills.length === 0) return <p className={styles.quiet}>{t('build.limitUnknown')}</p>;
  const over = fills.some(({ sizeBytes, limitBytes }) => sizeBytes !== null && sizeBytes > limitBytes);
  return (
    <div className={styles.gauges} data-testid="limit-gauges">
      {fills.map((fill) => (
        <Gauge
          key={fill.part}
          label={t(fill.part === 'delta' ? 'build.gaugeDelta' : 'build.gauge')}
          value={fill.sizeBytes}
          limit={fill.limitBytes}
          text={fillText(fill, measured !== undefined, t)}
        />
      ))}
      <Limits limits={limits} />
      {over ? <Callout tone="bad">{t('build.gaugeOver')}</Callout> : null}
    </div>
  );
}

/** `312 of 480 KiB`; without a size the limit, and whether the size is still to come. */
function fillText({ sizeBytes, limitBytes }: Fill, built: boolean, t: Texts['t']): string {
  if (sizeBytes !== null) return t('build.fill', formatFill(sizeBytes, limitBytes));
  return t(built ? 'build.fillNotMeasured' : 'build.fillLimitOnly', { limit: formatBytes(limitBytes) });
}

/** Every limit with its source, where they disagree; the smallest is the gate. */
function Limits({ limits }: Pick<FormatOption, 'limits'>) {
  const { t } = useText();
  const [first] = limits;
  const same = limits.every((limit) => limit.bytes === first?.bytes && limit.part === first.part);
  if (same) return null;
  return (
    <div className={styles.limits} data-testid="limits">
      <p>{t('build.limitsDisagree')}</p>
      <ul>
        {limits.map((limit) => (
          <li key={`${limit.source} ${limit.part ?? ''}`}>
            {t(limit.part === 'delta' ? 'build.limitDelta' : 'build.limitFile', {
              size: formatBytes(limit.bytes),
            })}{' '}
            <span className={styles.quiet}>{limit.source}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
