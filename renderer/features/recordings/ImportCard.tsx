/** Takes a log or a bundle, shows how far it is, and leads to what came of it. */
import { useEffect, useRef, useState } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { isActive, useJob, useJobs } from '../../stores/jobs.ts';
import { usePickFile } from '../../stores/pickFile.ts';
import { useRecordings } from '../../stores/recordings.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import { isBundleFile, isBundlePath } from './fileKind.ts';
import { ImportOptions, type LogOptions, noOptions, optionInput } from './ImportOptions.tsx';
import styles from './Recordings.module.css';

export function ImportCard() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [options, setOptions] = useState<LogOptions>(noOptions);
  const [begun, setBegun] = useState<{ readonly jobId: string; readonly file: FileRef } | null>(null);
  const bundle = useRef<boolean | null>(null);
  const start = (file: FileRef, asBundle: boolean) =>
    void action
      .run(() =>
        asBundle ? core.report.open({ file }) : core.report.importLog({ file, ...optionInput(options) }),
      )
      .then((started) => (started === undefined ? undefined : setBegun({ jobId: started.jobId, file })));
  const picked = usePickFile('any', (file) => {
    start(file, bundle.current ?? isBundlePath(file));
    bundle.current = null;
  });
  const take = async (file: File) => {
    bundle.current = await isBundleFile(file);
    picked.take(file);
  };
  const error = picked.action.error ?? action.error;
  return (
    <Card>
      <div className={styles.import}>
        <FileDrop
          testId="recording-file"
          label={t('recordings.file')}
          hint={
            picked.name === '' ? t('recordings.fileHint') : t('firmware.uploading', { name: picked.name })
          }
          buttonLabel={t('recordings.choose')}
          accept=""
          compact
          busy={picked.action.busy || action.busy}
          onFile={(file) => void take(file)}
          onChoose={picked.choose}
        />
        <ImportOptions options={options} onChange={setOptions} />
        <RunningImports />
        {begun === null ? null : (
          <Outcome jobId={begun.jobId} onOther={(asBundle) => start(begun.file, asBundle)} />
        )}
        {error === null ? null : <ErrorNote error={error} />}
      </div>
    </Card>
  );
}

/** Every import that is at work, whoever began it. */
function RunningImports() {
  const { t } = useText();
  const core = useCore();
  const tell = useToldAction();
  const jobs = useJobs((view) => view.jobs);
  return jobs.filter(isImport).map((job) => (
    <div key={job.id} className={styles.running} data-testid="import-running">
      <JobProgress job={job} fallback={String(job.title['file'] ?? '')} />
      <Button size="s" onClick={() => tell(() => core.jobs.cancel({ id: job.id }))}>
        {t('common.cancel')}
      </Button>
    </div>
  ));
}

function isImport(job: Job): boolean {
  return job.kind === 'report' && ['import', 'open'].includes(String(job.title['task'])) && isActive(job);
}

interface OutcomeProps {
  readonly jobId: string;
  readonly onOther: (asBundle: boolean) => void;
}

/** Goes to the recording, or says why there is none. */
function Outcome({ jobId, onOther }: OutcomeProps) {
  const { t } = useText();
  const job = useJob(jobId);
  const result = job?.result?.kind === 'report' ? job.result : undefined;
  const id = result?.recordingIds?.[0];
  const known = useRecordings(({ recordings }) => recordings.some((recording) => recording.id === id));
  const arrived = job !== undefined && !isActive(job) && known;
  const many = (result?.recordingIds?.length ?? 0) > 1;
  useEffect(() => {
    // Of several the list is shown, where the newest stand first.
    if (arrived && id !== undefined && !many) goTo('recordings', { section: id });
  }, [arrived, id, many]);
  if (job?.error === undefined) return null;
  const other =
    job.error.code === 'report.notABundle' ? false : job.error.code === 'report.notALog' ? true : null;
  return (
    <ErrorNote
      error={job.error}
      action={
        other === null ? undefined : (
          <Button size="s" onClick={() => onOther(other)}>
            {t(other ? 'recordings.asBundle' : 'recordings.asLog')}
          </Button>
        )
      }
    />
  );
}
