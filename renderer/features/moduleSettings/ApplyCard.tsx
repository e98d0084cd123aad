/** Sends a preset to the chosen modules as one job, after showing the lines. */
import { useEffect, useState } from 'react';
import type { Preset } from '../../../shared/contract/presets.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useJob } from '../../stores/jobs.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Commands } from '../../ui/Commands.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { ApplyResult } from './ApplyResult.tsx';
import styles from './ModuleSettings.module.css';
import { SaveDialog } from './SaveDialog.tsx';
import { noPreview, type Preview } from './usePreview.ts';

export interface ApplyCardProps {
  readonly preset: Preset | null;
  readonly portIds: readonly string[];
}

export function ApplyCard({ preset, portIds }: ApplyCardProps) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const [save, setSave] = useState(false);
  const [asking, setAsking] = useState(false);
  const preview = usePresetPreview(preset, save);
  const job = useJob(useDraft().settingsJob);
  const running = job !== undefined && job.state.phase !== 'ended';
  const apply = async () => {
    if (preset === null) return;
    setAsking(false);
    const started = await action.run(() =>
      core.presets.apply({ id: preset.id, portIds: [...portIds], save }),
    );
    if (started !== undefined) choose({ settingsJob: started.jobId });
  };
  return (
    <>
      <Card title={t('moduleSettings.send')} hint={t('moduleSettings.sendManyHint')}>
        <div className={styles.write}>
          {preview.commands.length > 0 ? (
            <Commands label={t('moduleSettings.send')} lines={preview.commands} />
          ) : (
            <p className={styles.quiet}>{t('moduleSettings.noPresetChosen')}</p>
          )}
          {preview.warnings.map((warning) => (
            <Callout key={`${warning.name} ${warning.code}`} tone="warn" title={warning.name}>
              {code('setting', warning.code)}
            </Callout>
          ))}
          {preview.error === null ? null : <ErrorNote error={preview.error} />}
          <Switch
            label={t('moduleSettings.saveMany')}
            hint={t(save ? 'moduleSettings.saveOn' : 'moduleSettings.saveOff')}
            checked={save}
            data-testid="apply-save"
            onChange={setSave}
          />
          <Button
            look="primary"
            busy={action.busy || running}
            disabled={preset === null || portIds.length === 0 || preview.commands.length === 0}
            data-testid="preset-apply"
            onClick={() => (save ? setAsking(true) : void apply())}
          >
            {t('moduleSettings.apply', { count: portIds.length })}
          </Button>
          {action.error === null ? null : <ErrorNote error={action.error} />}
        </div>
      </Card>
      {job === undefined ? null : <ApplyResult job={job} />}
      <SaveDialog
        open={asking}
        urlSet={preset?.url !== undefined}
        autoOff={preset?.auto === '0'}
        commands={preview.commands}
        onClose={() => setAsking(false)}
        onConfirm={() => void apply()}
      />
    </>
  );
}

/** Asked again when the preset or its project's key changes. */
function usePresetPreview(preset: Preset | null, save: boolean): Preview {
  const core = useCore();
  const [preview, setPreview] = useState(noPreview);
  const keyHint = useSettings(
    ({ state }) => state?.projects.find(({ id }) => id === preset?.projectId)?.keyHint,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key of the project is another line.
  useEffect(() => {
    if (preset === null) {
      setPreview(noPreview);
      return undefined;
    }
    const abort = new AbortController();
    core.presets.preview({ id: preset.id, save }, { signal: abort.signal }).then(
      ({ commands, warnings }) => setPreview({ commands, warnings, error: null }),
      (thrown: unknown) => {
        const error = AppError.from(thrown);
        if (error.code !== 'rpc.cancelled') setPreview({ commands: [], warnings: [], error });
      },
    );
    return () => abort.abort();
  }, [core, preset, save, keyHint]);
  return preview;
}
