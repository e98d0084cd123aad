/** The vendor's own tool as a second opinion, beside our proof: never instead of it. */
import { useState } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import type { Job } from '../../../shared/contract/job.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { SecondCheckResult } from '../../../shared/contract/planning.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { isActive, useJobs } from '../../stores/jobs.ts';
import { useToolkit } from '../../stores/planning.ts';
import { useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileChoice } from '../../ui/FileChoice.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import styles from './Planning.module.css';
import { RestoredImages } from './RestoredImages.tsx';
import { ToolkitPath } from './ToolkitPath.tsx';

export interface SecondCheckProps {
  readonly manifest: PackageManifest;
  /** The two files are those of the draft; else they are asked for here. */
  readonly ofDraft: boolean;
}

/** Nothing for packages that the tool does not take. */
export function SecondCheck({ manifest, ofDraft }: SecondCheckProps) {
  const { t } = useText();
  const toolkit = useToolkit();
  if (toolkit.state !== 'done' || !toolkit.value.formats.includes(manifest.format)) return null;
  const { toolkit: kept, mayChange } = toolkit.value;
  return (
    <section className={styles.second} aria-label={t('planning.secondTitle')} data-testid="second-check">
      <h3 className={styles.secondTitle}>{t('planning.secondTitle')}</h3>
      <p className={styles.quiet}>{t('planning.secondText')}</p>
      <ToolkitPath toolkit={kept} mayChange={mayChange} />
      {kept === null ? null : <Runner key={kept.program} manifest={manifest} ofDraft={ofDraft} />}
    </section>
  );
}

/** The newest second check of this package; also one that was started in another window. */
function useSecondCheckJob(sha256: string): Job | undefined {
  return useJobs(({ jobs }) =>
    jobs.findLast(({ result }) => result?.kind === 'secondCheck' && result.packageSha256 === sha256),
  );
}

function Runner({ manifest, ofDraft }: SecondCheckProps) {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const action = useAction();
  const job = useSecondCheckJob(manifest.sha256);
  const [own, setOwn] = useState<{ readonly old: FileRef | null; readonly new: FileRef | null }>({
    old: null,
    new: null,
  });
  const files = ofDraft ? { old: draft.old, new: draft.new } : own;
  const running = job !== undefined && isActive(job);
  const start = async () => {
    const { old, new: fresh } = files;
    if (old === null || fresh === null) return;
    const packed = { kind: 'package', sha256: manifest.sha256 } as const;
    await action.run(() => core.planning.secondCheck({ old, new: fresh, package: packed }));
  };
  return (
    <>
      {ofDraft ? null : (
        <div className={styles.pair}>
          <FileChoice
            label={t('firmware.old')}
            hint={manifest.from?.fileName ?? t('firmware.oldHint')}
            file={own.old}
            testId="second-old"
            onFile={(old) => setOwn({ ...own, old })}
          />
          <FileChoice
            label={t('firmware.new')}
            hint={manifest.to.fileName}
            file={own.new}
            testId="second-new"
            onFile={(file) => setOwn({ ...own, new: file })}
          />
        </div>
      )}
      <div>
        <Button
          size="s"
          busy={action.busy || running}
          disabled={files.old === null || files.new === null}
          data-testid="second-start"
          onClick={() => void start()}
        >
          {t(job === undefined ? 'planning.secondStart' : 'planning.secondAgain')}
        </Button>
      </div>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      {job === undefined ? null : <SecondResult job={job} />}
    </>
  );
}

function SecondResult({ job }: { readonly job: Job }) {
  const { t } = useText();
  if (job.error !== undefined) return <ErrorNote error={job.error} />;
  const result: SecondCheckResult | null = job.result?.kind === 'secondCheck' ? job.result : null;
  return (
    <>
      {isActive(job) ? <JobProgress job={job} fallback={t('planning.secondWaiting')} /> : null}
      {result === null ? null : <RestoredImages result={result} ended={!isActive(job)} />}
    </>
  );
}
