/** The latest jobs, newest first, each one click from its whole story. */
import {
  FileArchive,
  FileDown,
  Hammer,
  HardDriveDownload,
  type LucideIcon,
  RefreshCcwDot,
  Route,
  ShieldCheck,
  ShieldQuestionMark,
  SlidersHorizontal,
  X,
} from 'lucide-react';
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDateTime, formatDuration } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { elapsedMs, percentText, progressOf } from '../../stores/jobProgress.ts';
import { isActive, useJobs } from '../../stores/jobs.ts';
import { showJob } from '../../stores/showJob.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import styles from './JobList.module.css';

const shown = 6;

const pictures: Readonly<Record<Job['kind'], LucideIcon>> = {
  upgrade: RefreshCcwDot,
  delta: Hammer,
  settings: SlidersHorizontal,
  hops: Route,
  secondCheck: ShieldQuestionMark,
  verify: ShieldCheck,
  apply: HardDriveDownload,
  export: FileDown,
  report: FileArchive,
};

export function JobList() {
  const { t } = useText();
  const { loaded, jobs } = useJobs();
  if (!loaded) {
    return (
      <div className={styles.note}>
        <Skeleton lines={2} />
      </div>
    );
  }
  if (jobs.length === 0) return <p className={styles.note}>{t('home.noJobs')}</p>;
  return (
    <ul className={styles.list} aria-label={t('jobs.listLabel')}>
      {jobs
        .slice(-shown)
        .reverse()
        .map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
    </ul>
  );
}

function JobRow({ job }: { readonly job: Job }) {
  const { t } = useText();
  const core = useCore();
  const tell = useToldAction();
  const Picture = pictures[job.kind];
  return (
    <li className={styles.row}>
      <button type="button" className={styles.open} onClick={() => showJob(job)}>
        <Picture className={styles.picture} aria-hidden="true" />
        <span className={styles.name}>{t(nameKey(job))}</span>
        <span className={styles.title}>{titleOf(job)}</span>
        <span className={styles.time}>{formatDateTime(job.createdAtMs)}</span>
        <span className={styles.time}>
          {job.state.phase === 'ended' ? formatDuration(elapsedMs(job, 0)) : ''}
        </span>
        <JobStateBadge job={job} />
      </button>
      <IconButton
        label={t('jobs.forget')}
        icon={<X />}
        disabled={isActive(job)}
        onClick={() => tell(() => core.jobs.remove({ id: job.id }))}
      />
    </li>
  );
}

const tasks = ['import', 'open', 'preview', 'create'] as const;

/** Reports are of several kinds, told by their task. */
function nameKey({ kind, title }: Job): TextKey {
  const task = tasks.find((name) => name === title['task']);
  return kind === 'report' && task !== undefined ? `jobs.task_${task}` : `jobs.kind_${kind}`;
}

/** What it was about: from what to what where the job says so. */
export function titleOf(job: Job): string {
  const { from, to, old, new: fresh, task: _named, ...others } = job.title;
  const before = from ?? old;
  const after = to ?? fresh;
  if (before !== undefined && after !== undefined) return `${before} → ${after}`;
  return Object.values(others).join(' · ');
}

const tones: Readonly<Record<string, Tone>> = {
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
  unproven: 'warn',
  interrupted: 'warn',
};

function JobStateBadge({ job }: { readonly job: Job }) {
  const { t, code } = useText();
  const { state } = job;
  if (state.phase === 'ended') {
    return (
      <Badge tone={tones[state.verdict.outcome] ?? 'neutral'}>{code('outcome', state.verdict.outcome)}</Badge>
    );
  }
  const percent = percentText(progressOf(job));
  return (
    <Badge tone="accent">
      {t(`jobs.state_${state.phase}`)} {percent}
    </Badge>
  );
}
