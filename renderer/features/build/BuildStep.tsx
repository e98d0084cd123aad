/** Step 3: build the package in the core, watch it, and see its proof. */
import type { ReactNode } from 'react';
import type { Job } from '../../../shared/contract/job.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useBuildJob, useChosenPackage } from '../../stores/chosen.ts';
import { chosenOption, useFormatOptions } from '../../stores/formats.ts';
import { isActive } from '../../stores/jobs.ts';
import { goTo, useDraft } from '../../stores/route.ts';
import { type Action, useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Build.module.css';
import { BuildControls } from './BuildControls.tsx';
import { FormatChoice, RefusedFormats } from './FormatChoice.tsx';
import { PackageResult } from './PackageResult.tsx';
import { PlanCard } from './PlanCard.tsx';
import { isTooLarge, WhatElse } from './WhatElse.tsx';

export interface BuildStepProps {
  /** What stands below the proof of a package; another feature's affair. */
  readonly secondCheck: (manifest: PackageManifest) => ReactNode;
}

export function BuildStep({ secondCheck }: BuildStepProps) {
  const { t } = useText();
  const draft = useDraft();
  const job = useBuildJob();
  const manifest = useChosenPackage();
  const action = useAction();
  const options = useFormatOptions(draft);
  const chosen = options.state === 'done' ? chosenOption(options.value, draft.format) : undefined;
  const building = job !== undefined && isActive(job);
  return (
    <div className={styles.step}>
      <div className={styles.left}>
        {options.state === 'none' && manifest === undefined ? <NeedFiles /> : null}
        {options.state === 'busy' ? (
          <div role="status" aria-label={t('build.judging')}>
            <Skeleton lines={6} />
          </div>
        ) : null}
        {options.state === 'failed' ? <ErrorNote error={options.error} /> : null}
        {options.state === 'done' ? (
          <FormatChoice options={options.value} chosen={chosen?.format ?? null} disabled={building} />
        ) : null}
        {chosen === undefined ? null : (
          <BuildControls
            key={chosen.format}
            option={chosen}
            action={action}
            building={building}
            again={manifest !== undefined}
          />
        )}
        {options.state === 'done' ? <RefusedFormats options={options.value} /> : null}
      </div>
      <div className={styles.right}>
        {action.error === null ? null : <ErrorNote error={action.error} title={t('build.failedTitle')} />}
        {job === undefined ? null : <BuildJob job={job} />}
        {job !== undefined && isTooLarge(job.error) ? (
          <WhatElse error={job.error} options={options.state === 'done' ? options.value : []} />
        ) : null}
        {manifest === undefined || building ? null : (
          <PackageResult manifest={manifest} secondCheck={secondCheck(manifest)} />
        )}
        {manifest !== undefined || building || chosen === undefined || isTooLarge(job?.error) ? null : (
          <PlanCard option={chosen} />
        )}
      </div>
    </div>
  );
}

function NeedFiles() {
  const { t } = useText();
  return (
    <Callout
      tone="info"
      action={
        <Button size="s" onClick={() => goTo('upgrade', { step: 2 })}>
          {t('build.goToFirmware')}
        </Button>
      }
    >
      {t('build.needFiles')}
    </Callout>
  );
}

/** The running build, or why it left no package. */
function BuildJob({ job }: { readonly job: Job }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  if (job.state.phase === 'ended') return <BuildEnd job={job} />;
  const cancelling = job.state.phase === 'cancelling';
  return (
    <Card
      title={t('build.working')}
      landing="building"
      actions={<CancelButton job={job} action={action} cancel={core.jobs.cancel} />}
    >
      <JobProgress job={job} fallback={cancelling ? t('build.cancelling') : t('build.waiting')} />
    </Card>
  );
}

function CancelButton(props: {
  readonly job: Job;
  readonly action: Action;
  readonly cancel: (input: { id: string }) => Promise<unknown>;
}) {
  const { t } = useText();
  const { job, action, cancel } = props;
  const cancelling = job.state.phase === 'cancelling';
  return (
    <Button
      size="s"
      busy={action.busy || cancelling}
      data-testid="build-cancel"
      onClick={() => void action.run(() => cancel({ id: job.id }))}
    >
      {cancelling ? t('build.cancelling') : t('build.cancel')}
    </Button>
  );
}

function BuildEnd({ job }: { readonly job: Job }) {
  const { t, code } = useText();
  if (job.state.phase !== 'ended' || job.state.verdict.outcome === 'succeeded') return null;
  if (job.error !== undefined) return <ErrorNote error={job.error} title={t('build.failedTitle')} />;
  const { verdict } = job.state;
  return (
    <Callout tone={verdict.outcome === 'failed' ? 'bad' : 'warn'} title={t('build.failedTitle')}>
      {code('verdict', verdict.code, verdict.params)}
      <ul>
        {verdict.remedies.map((remedy) => (
          <li key={remedy}>{code('remedy', remedy, verdict.params)}</li>
        ))}
      </ul>
    </Callout>
  );
}
