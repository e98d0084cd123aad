/** The whole record, or one job's part of it. */
import { type ReactNode, useState } from 'react';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { isActive, useJobs } from '../../stores/jobs.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { FilterChip } from '../../ui/FilterChip.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Timeline.module.css';
import { Timeline } from './Timeline.tsx';

const all = 'all';

export interface TimelinePageProps {
  /** What the rules say of an ended job, or nothing; another feature's affair. */
  readonly findings: (jobId: string) => ReactNode;
}

export function TimelinePage({ findings }: TimelinePageProps) {
  const { t } = useText();
  const seq = useRoute((route) => route.seq);
  const section = useRoute((route) => route.section);
  const jobs = useJobs((view) => view.jobs);
  // Of a job that was forgotten since, the whole record is what is left.
  const job = jobs.find(({ id }) => id === section);
  const jobId = job?.id ?? null;
  const [overview, setOverview] = useState(true);
  return (
    <Page
      fill
      title={t('timeline.title')}
      lead={t('timeline.lead')}
      actions={
        <>
          <FilterChip label={t('timeline.overview')} pressed={overview} onChange={setOverview} />
          <div className={styles.jobSelect}>
            <Select
              label={t('timeline.jobFilter')}
              value={jobId ?? all}
              onChange={(value) => goTo('timeline', { section: value === all ? null : value })}
              options={[
                { value: all, label: t('timeline.allJobs') },
                ...[...jobs].reverse().map((job) => ({
                  value: job.id,
                  label: `${t(`jobs.kind_${job.kind}`)} · ${formatDateTime(job.createdAtMs)}`,
                })),
              ]}
            />
          </div>
        </>
      }
    >
      <div className={styles.beside}>
        <Timeline key={jobId ?? all} jobId={jobId} seq={seq} overview={overview} />
        <div className={styles.findings}>{job === undefined || isActive(job) ? null : findings(job.id)}</div>
      </div>
    </Page>
  );
}
