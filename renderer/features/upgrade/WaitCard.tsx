/** The job waits before it asks again: why, how long still, and whether it may be asked at once. */
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { progressOf } from '../../stores/jobProgress.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import styles from './Upgrade.module.css';

export function WaitCard({ job }: { readonly job: Job }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const progress = progressOf(job);
  if (progress?.wait === undefined) return null;
  const { wait, done, total = done } = progress;
  const { reason, cause } = wait;
  return (
    <div className={styles.wait} data-testid="wait" data-reason={reason}>
      <p>{t(`upgrade.wait_${reason}`, { cause })}</p>
      <p className={styles.waitRow}>
        <span role="timer" className={styles.countdown} data-testid="wait-left">
          {formatDuration((total - done) * 1000)}
        </span>
        {reason === 'quota' ? (
          <span className={styles.quiet}>{t('upgrade.waitQuotaStays')}</span>
        ) : (
          <Button
            size="s"
            busy={action.busy}
            data-testid="wait-skip"
            onClick={() => void action.run(() => core.upgrade.skipWait({ jobId: job.id }))}
          >
            {t(reason === 'person' ? 'upgrade.waitSkipOffer' : 'upgrade.waitSkip')}
          </Button>
        )}
      </p>
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}
