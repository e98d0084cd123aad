/** While it runs: what happens now, how long it has taken, and the way out. */
import { useState } from 'react';
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { currentStage, stageText, wayOf } from './phases.ts';
import styles from './Upgrade.module.css';

export function RunningHead({ job }: { readonly job: Job }) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const action = useAction();
  const [asking, setAsking] = useState(false);
  const stage = stageText(currentStage(job), wayOf(job), texts);
  const cancelling = job.state.phase === 'cancelling';
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
        <JobProgress job={job} fallback={cancelling ? t('upgrade.cancelling') : stage} />
        <p className={styles.quiet}>
          {t('upgrade.power')} {t('upgrade.goesOn')}
        </p>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('upgrade.cancelTitle')}
        description={t('upgrade.cancelText')}
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
