/** Where one package is too large: the way over releases that the user has. */
import { Route } from 'lucide-react';
import type { CoreClient } from '../../../shared/contract/index.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import type { Draft } from '../../stores/draft.ts';
import { chosenOption, isOffered, useFormatOptions } from '../../stores/formats.ts';
import { isActive, useJob } from '../../stores/jobs.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileChoice } from '../../ui/FileChoice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { BackToPackages } from './BackToPackages.tsx';
import { HopsResultView } from './HopsResultView.tsx';
import styles from './Planning.module.css';
import { ReleaseSource, useTakesFolder } from './ReleaseSource.tsx';

export function HopsPage() {
  const { t } = useText();
  const job = useJob(useDraft().hopsJob);
  return (
    <Page title={t('planning.hopsTitle')} lead={t('planning.hopsLead')} actions={<BackToPackages />}>
      <div className={styles.split}>
        <HopsForm />
        <div className={styles.column}>
          {job === undefined ? (
            <Card>
              <EmptyState picture={<Route />} title={t('planning.hopsEmpty')}>
                {t('planning.hopsEmptyText')}
              </EmptyState>
            </Card>
          ) : (
            <HopsResultView job={job} />
          )}
        </div>
      </div>
    </Page>
  );
}

type HopsInput = Parameters<CoreClient['planning']['hops']>[0];

/** Null while something is missing. */
function questionOf(
  { old, new: fresh, format, folder, releases }: Draft,
  takesFolder: boolean,
): HopsInput | null {
  if (old === null || fresh === null) return null;
  if (takesFolder && folder.trim() === '') return null;
  return {
    from: old,
    to: fresh,
    releases: takesFolder ? { kind: 'folder', path: folder.trim() } : { kind: 'files', files: [...releases] },
    ...(format === null ? {} : { format }),
  };
}

function HopsForm() {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const action = useAction();
  const job = useJob(draft.hopsJob);
  const takesFolder = useTakesFolder();
  const question = questionOf(draft, takesFolder);
  const searching = job !== undefined && isActive(job);
  const start = async () => {
    if (question === null) return;
    const started = await action.run(() => core.planning.hops(question));
    if (started !== undefined) choose({ hopsJob: started.jobId });
  };
  return (
    <Card title={t('planning.hopsQuestion')}>
      <div className={styles.form}>
        <FileChoice
          label={t('firmware.old')}
          hint={t('firmware.oldHint')}
          file={draft.old}
          testId="hops-from"
          onFile={(old) => choose({ old, oldVersion: '' })}
        />
        <FileChoice
          label={t('firmware.new')}
          hint={t('firmware.newHint')}
          file={draft.new}
          testId="hops-to"
          onFile={(file) => choose({ new: file, newVersion: '' })}
        />
        <ReleaseSource />
        <FormatSelect draft={draft} />
        {action.error === null ? null : <ErrorNote error={action.error} />}
        <div>
          <Button
            look="primary"
            disabled={question === null}
            busy={action.busy || searching}
            data-testid="hops-start"
            onClick={() => void start()}
          >
            {t('planning.hopsStart')}
          </Button>
        </div>
        <p className={styles.quiet}>{t('planning.hopsCost')}</p>
      </div>
    </Card>
  );
}

/** Which kind of package; nothing to choose before the pair is known. */
function FormatSelect({ draft }: { readonly draft: Draft }) {
  const { t } = useText();
  const options = useFormatOptions(draft);
  if (draft.old === null || options.state !== 'done') return null;
  const offered = options.value.filter(isOffered).filter(({ refusal }) => refusal === undefined);
  const chosen = chosenOption(offered, draft.format);
  if (chosen === undefined) return <Callout tone="warn">{t('build.noFormat')}</Callout>;
  return (
    <div className={styles.choice}>
      <p className={styles.label}>{t('build.formatLabel')}</p>
      <Select
        label={t('build.formatLabel')}
        value={chosen.format}
        options={offered.map(({ format, recommended }) => ({
          value: format,
          label: t(`formats.${format}`),
          hint: recommended ? t('build.recommended') : undefined,
        }))}
        onChange={(value) =>
          choose({ format: offered.find(({ format }) => format === value)?.format ?? null })
        }
      />
    </div>
  );
}
