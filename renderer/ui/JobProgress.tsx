/** One running job's bar with phase, amount, rate and remaining time: nothing is shown that is not known. */
import type { Job } from '../../shared/contract/job.ts';
import { formatBytes, formatDuration, formatRate } from '../i18n/format.ts';
import { useText } from '../i18n/useText.ts';
import { elapsedMs, percentText, progressOf, shareDone } from '../stores/jobProgress.ts';
import { useNow } from '../stores/now.ts';
import styles from './JobProgress.module.css';
import { Progress } from './Progress.tsx';

export function JobProgress({ job, fallback }: { readonly job: Job; readonly fallback: string }) {
  const { t, code } = useText();
  const now = useNow(job.state.phase !== 'ended');
  const progress = progressOf(job);
  const phase = progress === undefined ? fallback : code('phase', progress.phase);
  const facts = [
    percentText(progress),
    progress?.unit === 'bytes' && progress.total !== undefined
      ? `${formatBytes(progress.done)} / ${formatBytes(progress.total)}`
      : '',
    progress?.unit === 'bytes' && progress.ratePerS !== undefined ? formatRate(progress.ratePerS) : '',
    progress?.etaMs === undefined || progress.etaMs < 1000
      ? ''
      : t('upgrade.eta', { time: formatDuration(progress.etaMs) }),
    t('upgrade.elapsed', { time: formatDuration(elapsedMs(job, now)) }),
  ].filter((fact) => fact !== '');
  return (
    <div className={styles.progress}>
      <div className={styles.texts}>
        <span className={styles.phase} aria-live="polite">
          {phase}
        </span>
        <span className={styles.facts}>{facts.join(' · ')}</span>
      </div>
      <Progress value={shareDone(progress)} label={phase} />
    </div>
  );
}
