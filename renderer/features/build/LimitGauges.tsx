/** How full the limits are: measured after the build, estimated before it. */
import type { FormatEstimate, FormatOption, SizeRange } from '../../../shared/contract/delta.ts';
import { formatBytes, formatFill } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { type Fill, fillsOf, type Measured } from '../../stores/fills.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Gauge } from '../../ui/Gauge.tsx';
import styles from './Build.module.css';

export interface LimitGaugesProps {
  readonly limits: FormatOption['limits'];
  readonly measured?: Measured;
  /** What it may come to, before it is built. */
  readonly estimate?: Pick<FormatEstimate, 'file' | 'delta'> | undefined;
}

export function LimitGauges({ limits, measured, estimate }: LimitGaugesProps) {
  const { t } = useText();
  const fills = fillsOf(limits, measured);
  const file = estimate?.file;
  if (fills.length === 0) return <NoLimit range={file} />;
  const over = fills.some(({ sizeBytes, limitBytes }) => sizeBytes !== null && sizeBytes > limitBytes);
  return (
    <div className={styles.gauges} data-testid="limit-gauges">
      {fills.map((fill) => (
        <Gauge
          key={fill.part}
          label={t(fill.part === 'delta' ? 'build.gaugeDelta' : 'build.gauge')}
          value={fill.sizeBytes}
          limit={fill.limitBytes}
          text={fillText(fill, measured !== undefined, t, estimate?.[fill.part])}
          expected={expectedOf(estimate?.[fill.part])}
        />
      ))}
      {estimate === undefined ? null : <p className={styles.quiet}>{t('build.estimateNote')}</p>}
      <Limits limits={limits} />
      {over ? <Callout tone="bad">{t('build.gaugeOver')}</Callout> : null}
    </div>
  );
}

/** `312 of 480 KiB`; without a size the limit, and whether the size is still to come. */
function fillText(
  { sizeBytes, limitBytes }: Fill,
  built: boolean,
  t: Texts['t'],
  range: SizeRange | undefined,
): string {
  if (sizeBytes !== null) return t('build.fill', formatFill(sizeBytes, limitBytes));
  if (range !== undefined) {
    const { used: high, limit, unit } = formatFill(roughly(range.highBytes), limitBytes);
    const { used: low } = formatFill(roughly(range.lowBytes), limitBytes);
    return t('build.fillEstimate', { low, high, limit, unit });
  }
  return t(built ? 'build.fillNotMeasured' : 'build.fillLimitOnly', { limit: formatBytes(limitBytes) });
}

/** Two figures: more would promise what an estimate cannot keep. */
function roughly(bytes: number): number {
  const step = 1024 * 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, bytes / 1024))) - 1);
  return bytes < 1024 ? bytes : Math.round(bytes / step) * step;
}

function expectedOf(range: SizeRange | undefined) {
  return range === undefined ? undefined : { low: range.lowBytes, high: range.highBytes };
}

function NoLimit({ range }: { readonly range: SizeRange | undefined }) {
  const { t } = useText();
  const sizes = range && {
    low: formatBytes(roughly(range.lowBytes)),
    high: formatBytes(roughly(range.highBytes)),
  };
  return (
    <p className={styles.quiet} data-testid="no-limit">
      {t('build.limitUnknown')} {sizes === undefined ? null : t('build.estimateOnly', sizes)}
    </p>
  );
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
