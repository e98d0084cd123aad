/** Writes the bundle: to a path where the host can, else to be downloaded. */
import { Download, FileArchive, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { BundleSelection } from '../../../shared/contract/report.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { bundleDownloadUrl } from '../../connection/download.ts';
import { formatBytes, shortDigest } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useBundleDraft } from '../../stores/bundleDraft.ts';
import { isActive, useJob } from '../../stores/jobs.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { SavePathDialog } from '../../ui/SaveText.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import { RunningJob } from './PreviewCard.tsx';
import styles from './Reports.module.css';

export interface WriteBundleProps {
  readonly selection: BundleSelection;
  readonly of: string;
}

export function WriteBundle({ selection, of }: WriteBundleProps) {
  const { t } = useText();
  const core = useCore();
  const info = useAppInfo((view) => view.info);
  const { busy, error, run } = useAction();
  const [asking, setAsking] = useState(false);
  const written = useBundleDraft((draft) => (draft.written?.of === of ? draft.written : null));
  const job = useJob(written?.jobId ?? null);
  const saves = info?.capabilities.saveFiles === true;
  const separator = info?.dataFolder.includes('\\') === true ? '\\' : '/';
  const write = async (place: { path: string; overwrite: boolean } | undefined) => {
    const started = await run(() => core.report.create({ ...selection, ...place }));
    if (started === undefined) return;
    setAsking(false);
    useBundleDraft.setState({ written: { jobId: started.jobId, of } });
  };
  if (job !== undefined && isActive(job)) return <RunningJob jobId={job.id} />;
  return (
    <>
      <div className={styles.actions}>
        <Button
          look={job?.result === undefined ? 'primary' : 'plain'}
          icon={<FileArchive />}
          busy={busy}
          data-testid="bundle-create"
          onClick={() => (saves ? setAsking(true) : void write(undefined))}
        >
          {t('reports.create')}
        </Button>
      </div>
      {written === null ? null : <Written jobId={written.jobId} saves={saves} />}
      {error === null || asking ? null : <ErrorNote error={error} />}
      <SavePathDialog
        key={info?.dataFolder ?? ''}
        open={asking}
        title={t('reports.create')}
        text={t('reports.createText')}
        startPath={`${info?.dataFolder ?? ''}${separator}airdock-report.zip`}
        busy={busy}
        error={error}
        onClose={() => setAsking(false)}
        onSave={(path, overwrite) => void write({ path, overwrite })}
      />
    </>
  );
}

interface WrittenProps {
  readonly jobId: string;
  readonly saves: boolean;
}

function Written({ jobId, saves }: WrittenProps) {
  const { t } = useText();
  const core = useCore();
  const info = useAppInfo((view) => view.info);
  const tell = useToldAction();
  const job = useJob(jobId);
  if (job?.error !== undefined) return <ErrorNote error={job.error} />;
  const { path, sizeBytes, sha256 } = job?.result?.kind === 'report' ? job.result : {};
  if (path === undefined || sizeBytes === undefined || sha256 === undefined) return null;
  return (
    <Callout
      tone="ok"
      title={t('reports.written', { size: formatBytes(sizeBytes) })}
      data-testid="bundle-written"
      action={
        !saves ? (
          <a className={styles.link} href={bundleDownloadUrl(jobId)} download data-testid="bundle-download">
            <Download aria-hidden="true" />
            {t('reports.download')}
          </a>
        ) : info?.capabilities.reveal === true ? (
          <Button size="s" icon={<FolderOpen />} onClick={() => tell(() => core.app.reveal({ path }))}>
            {t('reports.reveal')}
          </Button>
        ) : undefined
      }
    >
      {saves ? <CopyText value={path} /> : null} SHA-256{' '}
      <CopyText value={sha256} shown={shortDigest(sha256)} />
    </Callout>
  );
}
