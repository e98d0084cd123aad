/** Download and application, each with its own bar, amount, rate and remaining time: nothing is shown that is not known. */
import type { Job } from '../../../shared/contract/job.ts';
import type { Way } from '../../../shared/contract/upgrade.ts';
import { formatBytes, formatDuration, formatRate } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { classes } from '../../ui/classes.ts';
import { Progress } from '../../ui/Progress.tsx';
import { type BarView, barViews } from './bars.ts';
import { jobWay } from './phases.ts';
import styles from './Upgrade.module.css';

export function Bars({ job }: { readonly job: Job }) {
  const texts = useText();
  const way = jobWay(job);
  return (
    <div className={styles.bars} data-testid="bars">
      {barViews(job).map((bar) => (
        <Bar key={bar.name} bar={bar} label={labelOf(bar, way, texts)} />
      ))}
    </div>
  );
}

function labelOf({ name }: BarView, way: Way, { t, code }: Texts): string {
  if (name === 'apply') return code('stage', 'apply');
  if (way === 'local') return t('upgrade.stage_downloadImage');
  return way === 'serial' ? t('upgrade.stage_downloadSerial') : code('stage', 'download');
}

function Bar({ bar, label }: { readonly bar: BarView; readonly label: string }) {
  const { t } = useText();
  const { name, state, share } = bar;
  const facts = factsOf(bar, t);
  return (
    <div className={classes(styles.barRow, styles[state])} data-bar={name} data-state={state}>
      <span className={styles.barLabel}>{label}</span>
      <span className={styles.percent}>
        {state === 'waiting' ? '' : share === null ? '' : `${Math.round(share * 100)}%`}
      </span>
      <span className={styles.bar}>
        <Progress value={share} label={label} tone={state === 'done' ? 'ok' : 'accent'} />
      </span>
      {facts === '' ? null : <span className={styles.barFacts}>{facts}</span>}
    </div>
  );
}

function factsOf({ doneBytes, totalBytes, bytesPerS, etaMs }: BarView, t: Texts['t']): string {
  return [
    doneBytes === undefined || totalBytes === undefined
      ? ''
      : `${formatBytes(doneBytes)} / ${formatBytes(totalBytes)}`,
    bytesPerS === undefined ? '' : formatRate(bytesPerS),
    etaMs === undefined ? '' : t('upgrade.eta', { time: formatDuration(etaMs) }),
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}
