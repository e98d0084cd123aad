/** Step 5: start, watch, and read the verdict. */
import type { ReactNode } from 'react';
import type { Job } from '../../../shared/contract/job.ts';
import { useText } from '../../i18n/useText.ts';
import { useUpgradeJob } from '../../stores/chosen.ts';
import { isActive, useJobs } from '../../stores/jobs.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { OfferCard } from './OfferCard.tsx';
import { PhaseList } from './PhaseList.tsx';
import { ReadyCard } from './ReadyCard.tsx';
import { RestoreCard, RestoreWarning } from './RestoreCard.tsx';
import { RunningHead } from './RunningHead.tsx';
import styles from './Upgrade.module.css';
import { VerdictCard } from './VerdictCard.tsx';

export interface UpgradeStepProps {
  /** The timeline of one job; it is a feature of its own. */
  readonly timeline: (jobId: string) => ReactNode;
  /** What the rules say of a job that ended without success. */
  readonly findings: (jobId: string) => ReactNode;
}

export function UpgradeStep({ timeline, findings }: UpgradeStepProps) {
  const { t } = useText();
  const draft = useDraft();
  const job = useUpgradeJob();
  const loaded = useJobs((view) => view.loaded);
  if (draft.job === null) return <ReadyCard />;
  if (!loaded) return <Skeleton lines={6} />;
  if (job === undefined) {
    return (
      <Callout
        tone="warn"
        action={
          <Button size="s" onClick={() => choose({ job: null })}>
            {t('upgrade.again')}
          </Button>
        }
      >
        {t('upgrade.jobGone')}
      </Callout>
    );
  }
  const said = isUnsuccessful(job) ? findings(job.id) : null;
  return <JobView job={job} timeline={timeline(job.id)} findings={said} />;
}

/** An offer that waits for its answer stands before everything else. */
function isOpen(job: Job): boolean {
  return isActive(job) && job.result?.kind === 'upgrade' && job.result.offer?.state === 'open';
}

function isUnsuccessful({ state }: Job): boolean {
  return state.phase === 'ended' && state.verdict.outcome !== 'succeeded';
}

interface JobViewProps {
  readonly job: Job;
  readonly timeline: ReactNode;
  readonly findings: ReactNode;
}

function JobView({ job, timeline, findings }: JobViewProps) {
  const { t } = useText();
  return (
    <div className={styles.watch}>
      <div className={styles.side}>
        <RestoreWarning job={job} />
        {isOpen(job) ? <OfferCard job={job} /> : null}
        {isActive(job) ? <RunningHead job={job} /> : <VerdictCard job={job} />}
        {findings}
        {job.error === undefined ? null : <ErrorNote error={job.error} title={t('upgrade.problem')} />}
        {isOpen(job) ? null : <OfferCard job={job} />}
        <RestoreCard job={job} />
        <Card title={t('upgrade.phasesTitle')}>
          <PhaseList job={job} />
        </Card>
      </div>
      <section className={styles.timeline} aria-label={t('upgrade.timelineTitle')}>
        {timeline}
      </section>
    </div>
  );
}
