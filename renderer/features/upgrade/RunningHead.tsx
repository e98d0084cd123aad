/** While it runs: what happens now, how long it has taken, and the way out. */
import { useState } from 'react';
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { elapsedMs, progressOf } from '../../stores/jobProgress.ts';
import { useNow } from '../../stores/now.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Bars } from './Bars.tsx';
import { currentStage, jobWay, stageText } from './phases.ts';
import styles from './Upgrade.module.css';
import { WaitCard } from './WaitCard.tsx';

export function RunningHead({ job }: { readonly job: Job }) {
  const texts = useText();
  const { t, code } = texts;
  const now = useNow(true);
  const core = useCore();
  const action = useAction();
  const [asking, setAsking] = useState(false);
  const cancelling = job.state.phase === 'cancelling';
  const phase = progressOf(job)?.phase;
  const doing = cancelling
    ? t('upgrade.cancelling')
    : phase === undefined
      ? stageText(currentStage(job), jobWay(job), texts)
      : code('phase', phase);
  const result = job.result?.kind === 'upgrade' ? job.result : undefined;
  const cancel = async () => {
    setAsking(false);
    await action.run(() => core.jobs.cancel({ id: job.id }));
  };
  return (
    <Card
      title={t('jobs.kind_upgrade')}
      landing="running"
      data-testid="upgrade-running"
      actions={
        <Button
          size="s"
          busy={action.busy || cancelling}
          data-testid="upgrade-cancel"
          onClick={() => setAsking(true)}
        >
          {t('upgrade.cancel')}
        </Button>
      }
    >
      <div className={styles.running}>
        <p className={styles.doing}>
          <span aria-live="polite">{doing}</span>
          <span className={styles.quiet}>
            {t('upgrade.elapsed', { time: formatDuration(elapsedMs(job, now)) })}
          </span>
        </p>
        {result?.driver === undefined ? null : (
          <p className={styles.quiet} data-testid="running-driver">
            {t('upgrade.driver')} {code('driver', result.driver)}
          </p>
        )}
        {result?.startedByModule === true ? (
          <p className={styles.quiet} data-testid="started-by-module">
            {t('upgrade.startedByModule')}
          </p>
        ) : null}
        <WaitCard job={job} />
        <Bars job={job} />
        <p className={styles.quiet}>
          {t('upgrade.power')} {t('upgrade.goesOn')}
        </p>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('upgrade.cancelTitle')}
        description={t(jobWay(job) === 'local' ? 'upgrade.cancelTextImage' : 'upgrade.cancelText')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('upgrade.cancelKeep')}</Button>
            <Button look="danger" data-testid="upgrade-cancel-confirm" onClick={() => void cancel()}>
              {t('upgrade.cancel')}
            </Button>
          </>
        }
      />
    </Card>
  );
}
