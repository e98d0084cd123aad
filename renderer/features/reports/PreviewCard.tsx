/** What would leave, counted and with samples; then the file itself. */
import type { BundleSelection, RedactionPreview } from '../../../shared/contract/report.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { isActive, useJob } from '../../stores/jobs.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Table } from '../../ui/Table.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import styles from './Reports.module.css';
import { WriteBundle } from './WriteBundle.tsx';

export interface PreviewCardProps {
  readonly jobId: string;
  readonly selection: BundleSelection;
  /** The selection as one text. */
  readonly of: string;
}

export function PreviewCard({ jobId, selection, of }: PreviewCardProps) {
  const { t } = useText();
  const job = useJob(jobId);
  const preview = job?.result?.kind === 'report' ? job.result.preview : undefined;
  return (
    <Card title={t('reports.previewTitle')} landing={jobId} data-testid="bundle-shown">
      <div className={styles.stack}>
        {job === undefined ? <Skeleton lines={2} /> : null}
        {job !== undefined && isActive(job) ? <RunningJob jobId={jobId} /> : null}
        {job?.error === undefined ? null : <ErrorNote error={job.error} />}
        {preview === undefined ? null : (
          <>
            <Counts preview={preview} redacted={selection.redact !== false} />
            <WriteBundle selection={selection} of={of} />
          </>
        )}
      </div>
    </Card>
  );
}

/** A job that is at work, with a way to stop it. */
export function RunningJob({ jobId }: { readonly jobId: string }) {
  const { t } = useText();
  const core = useCore();
  const tell = useToldAction();
  const job = useJob(jobId);
  if (job === undefined) return null;
  return (
    <div className={styles.running}>
      <JobProgress job={job} fallback={t('jobs.state_queued')} />
      <Button size="s" onClick={() => tell(() => core.jobs.cancel({ id: jobId }))}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

interface CountsProps {
  readonly preview: RedactionPreview;
  readonly redacted: boolean;
}

function Counts({ preview, redacted }: CountsProps) {
  const { t, code } = useText();
  const { parts, rows, counts, samples, firmwareBytesWithheld } = preview;
  const size = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <>
      <p data-testid="bundle-counts">
        {t('reports.leaves', { rows: formatCount(rows), files: parts.length, size: formatBytes(size) })}
      </p>
      {counts.length === 0 ? (
        <p className={styles.quiet}>{t(redacted ? 'reports.noIdentities' : 'reports.identitiesStay')}</p>
      ) : (
        <Table
          caption={t('reports.counts')}
          rows={counts}
          rowKey={({ kind }) => kind}
          columns={[
            {
              key: 'kind',
              title: t('reports.kind'),
              cell: ({ kind }) => code('pseudonym', kind),
              grow: true,
            },
            { key: 'values', title: t('reports.values'), cell: ({ values }) => values, align: 'right' },
            { key: 'places', title: t('reports.places'), cell: ({ places }) => places, align: 'right' },
          ]}
        />
      )}
      {samples.length === 0 ? null : (
        <Table
          caption={t('reports.samples')}
          rows={samples.map((sample, index) => ({ ...sample, key: String(index) }))}
          rowKey={({ key }) => key}
          columns={[
            { key: 'kind', title: t('reports.kind'), cell: ({ kind }) => code('pseudonym', kind) },
            {
              key: 'before',
              title: t('reports.before'),
              cell: ({ before }) => before,
              mono: true,
              grow: true,
            },
            { key: 'after', title: t('reports.after'), cell: ({ after }) => after, mono: true },
            { key: 'where', title: t('reports.where'), cell: ({ where }) => where, mono: true },
          ]}
        />
      )}
      {firmwareBytesWithheld === 0 ? null : (
        <p className={styles.quiet}>{t('reports.withheld', { size: formatBytes(firmwareBytesWithheld) })}</p>
      )}
      <details className={styles.files}>
        <summary>{t('reports.files', { count: parts.length })}</summary>
        <ul>
          {parts.map(({ path, sizeBytes }) => (
            <li key={path}>
              <code>{path}</code> {formatBytes(sizeBytes)}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
