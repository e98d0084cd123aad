/** Step 3: build the package in the core, watch it, and see its proof. */
import { useState } from 'react';
import type { DeltaFormat } from '../../../shared/contract/delta.ts';
import type { Job } from '../../../shared/contract/job.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useBuildJob, useChosenPackage } from '../../stores/chosen.ts';
import { useComparison } from '../../stores/firmware.ts';
import { isActive } from '../../stores/jobs.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { type Action, useAction } from '../../stores/run.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Build.module.css';
import { PackageResult } from './PackageResult.tsx';

export function BuildStep() {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const job = useBuildJob();
  const manifest = useChosenPackage();
  const action = useAction();
  const [allowOlder, setAllowOlder] = useState(false);
  const building = job !== undefined && isActive(job);
  const start = async () => {
    if (draft.old === null || draft.new === null) return;
    const input = {
      old: draft.old,
      new: draft.new,
      format: draft.format,
      ...(draft.oldVersion === '' ? {} : { oldVersion: draft.oldVersion }),
      ...(draft.newVersion === '' ? {} : { newVersion: draft.newVersion }),
      ...(older && allowOlder ? { allowOlder } : {}),
    };
    const started = await action.run(() => core.delta.build(input));
    if (started !== undefined) choose({ buildJob: started.jobId, package: null });
  };
  const comparison = useComparison(draft.old, draft.new);
  const older = comparison.state === 'done' && comparison.value.order === 'older';
  return (
    <div className={styles.step}>
      <div className={styles.left}>
        <FormatChoice format={draft.format} disabled={building} />
        {draft.old === null || draft.new === null ? (
          manifest === undefined ? (
            <NeedFiles />
          ) : null
        ) : (
          <>
            {older ? (
              <Switch
                label={t('build.allowOlder')}
                hint={t('build.allowOlderHint')}
                checked={allowOlder}
                onChange={setAllowOlder}
              />
            ) : null}
            <div>
              <Button
                look={manifest === undefined ? 'primary' : 'plain'}
                busy={action.busy || building}
                disabled={older && !allowOlder}
                data-testid="build-start"
                onClick={() => void start()}
              >
                {manifest === undefined ? t('build.start') : t('build.again')}
              </Button>
            </div>
          </>
        )}
      </div>
      <div className={styles.right}>
        {action.error === null ? null : <ErrorNote error={action.error} title={t('build.failedTitle')} />}
        {job === undefined ? null : <BuildJob job={job} />}
        {manifest === undefined || building ? null : <PackageResult manifest={manifest} />}
      </div>
    </div>
  );
}

function FormatChoice({ format, disabled }: { readonly format: DeltaFormat; readonly disabled: boolean }) {
  const { t, code } = useText();
  return (
    <Choices
      label={t('build.formatLabel')}
      value={format}
      onChange={(next) => choose({ format: next })}
      choices={[
        {
          value: 'ec618-at',
          title: t('build.ec618At'),
          text: code('format', 'ec618-at'),
          badge: <Badge tone="accent">{t('build.usual')}</Badge>,
          disabled,
          testId: 'format-ec618-at',
        },
        {
          value: 'ec618-par',
          title: t('build.ec618Par'),
          text: code('format', 'ec618-par'),
          disabled,
          testId: 'format-ec618-par',
        },
      ]}
    />
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
      busy={action.busy}
      disabled={cancelling}
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
