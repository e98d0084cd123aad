/** Files, fields and steps for the console of one platform, as the core works them out. */
import { useEffect, useState } from 'react';
import type { UploadEntry, UploadPlan } from '../../../shared/contract/cloud.ts';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { Project } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { packageDownloadUrl } from '../../connection/download.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { goTo } from '../../stores/route.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Cloud.module.css';

export interface PlanViewProps {
  readonly project: Project;
  readonly manifest: PackageManifest;
}

type Asked =
  | { readonly state: 'busy' }
  | { readonly state: 'done'; readonly plan: UploadPlan }
  | { readonly state: 'failed'; readonly error: AppError };

const calloutTones = { info: 'info', warning: 'warn', error: 'bad' } as const;
const confidenceTones: Readonly<Record<UploadEntry['confidence'], Tone>> = {
  seen: 'ok',
  documented: 'ok',
  inferred: 'warn',
  free: 'neutral',
};

export function PlanView({ project, manifest }: PlanViewProps) {
  const { code } = useText();
  const asked = usePlan(project, manifest);
  if (asked.state === 'busy') return <Skeleton lines={5} />;
  if (asked.state === 'failed') return <ErrorNote error={asked.error} />;
  const { plan } = asked;
  return (
    <>
      {plan.findings.map(({ level, group, code: name, part, params }) => (
        <Callout key={`${name} ${part}`} tone={calloutTones[level]} data-testid={`finding-${name}`}>
          {part === null ? '' : `${code('packageNamePart', part)}: `}
          {code(group, name, group === 'cloudFinding' ? fieldInWords(params, code) : params)}
        </Callout>
      ))}
      <div className={styles.columns}>
        <FilesCard plan={plan} manifest={manifest} />
        <StepsCard plan={plan} />
      </div>
    </>
  );
}

function fieldInWords(
  params: UploadPlan['findings'][number]['params'],
  code: ReturnType<typeof useText>['code'],
) {
  const { field } = params;
  return typeof field === 'string' ? { ...params, field: code('projectField', field) } : params;
}

/** Asked again when the project changes: its fields are part of the answer. */
function usePlan(project: Project, manifest: PackageManifest): Asked {
  const core = useCore();
  const [asked, setAsked] = useState<Asked>({ state: 'busy' });
  useEffect(() => {
    const abort = new AbortController();
    core.cloud.plan({ projectId: project.id, sha256: manifest.sha256 }, { signal: abort.signal }).then(
      (plan) => setAsked({ state: 'done', plan }),
      (thrown: unknown) => {
        const error = AppError.from(thrown);
        if (error.code !== 'rpc.cancelled') setAsked({ state: 'failed', error });
      },
    );
    return () => abort.abort();
  }, [core, project, manifest]);
  return asked;
}

function FilesCard({ plan, manifest }: { readonly plan: UploadPlan; readonly manifest: PackageManifest }) {
  const { t, code } = useText();
  const kinds = ['kind', 'component'];
  return (
    <Card title={t('cloud.enter')} hint={t('cloud.enterHint')}>
      <div className={styles.stack}>
        {plan.files.map((file) => (
          <div key={file.fileName} className={styles.file} data-testid="upload-file">
            <span className={styles.label}>{t(`cloud.file_${file.role}`)}</span>
            <CopyText block value={file.fileName} />
            {file.role === 'vendorRelease' ? (
              <p className={styles.quiet}>{t('cloud.vendorReleaseText')}</p>
            ) : (
              <PackageFile manifest={manifest} sizeBytes={file.sizeBytes} />
            )}
          </div>
        ))}
        <KeyValue
          facts={plan.entries.map(({ part, value, confidence }) => ({
            name: code('cloudEntry', part),
            value: (
              <span className={styles.entry} data-testid={`entry-${part}`}>
                {value === null ? null : kinds.includes(part) ? (
                  code('cloudKind', value)
                ) : (
                  <CopyText value={value} />
                )}
                <Badge tone={confidenceTones[confidence]}>{code('cloudConfidence', confidence)}</Badge>
              </span>
            ),
          }))}
        />
      </div>
    </Card>
  );
}

function PackageFile({
  manifest,
  sizeBytes,
}: {
  readonly manifest: PackageManifest;
  readonly sizeBytes: number | null;
}) {
  const { t } = useText();
  const canSave = useAppInfo(({ info }) => info?.capabilities.saveFiles === true);
  const size = sizeBytes === null ? '' : formatBytes(sizeBytes);
  return (
    <p className={styles.quiet}>
      {size}{' '}
      {canSave ? (
        <Button size="s" look="ghost" onClick={() => goTo('packages')}>
          {t('cloud.toPackages')}
        </Button>
      ) : (
        <a className={styles.link} href={packageDownloadUrl(manifest.sha256)} download={manifest.fileName}>
          {t('cloud.download')}
        </a>
      )}
    </p>
  );
}

function StepsCard({ plan }: { readonly plan: UploadPlan }) {
  const { t, code } = useText();
  return (
    <Card title={t('cloud.steps')} hint={t('cloud.stepsHint')}>
      <ol className={styles.steps}>
        {plan.steps.map((step) => (
          <li key={step}>{code('cloudStep', step)}</li>
        ))}
      </ol>
    </Card>
  );
}
