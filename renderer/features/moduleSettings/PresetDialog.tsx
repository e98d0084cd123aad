/** Creates or changes a preset. Its key is the project's: chosen, never entered. */
import { useEffect, useState } from 'react';
import type { Preset } from '../../../shared/contract/presets.ts';
import type { Project } from '../../../shared/contract/settings.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';

export interface PresetDialogProps {
  readonly open: boolean;
  /** null creates a new one. */
  readonly preset: Preset | null;
  readonly projects: readonly Project[];
  readonly onClose: () => void;
  readonly onSaved: (preset: Preset) => void;
}

interface Form {
  readonly projectId: string;
  readonly name: string;
  readonly useKey: boolean;
  readonly url: string;
  readonly period: string;
  readonly auto: 'keep' | '0' | '1';
}

function formOf(preset: Preset | null, projects: readonly Project[]): Form {
  const { projectId = projects[0]?.id ?? '', name = '', useKey = false } = preset ?? {};
  const { url = '', period = '', auto = 'keep' } = preset ?? {};
  return { projectId, name, useKey, url, period, auto };
}

export function PresetDialog({ open, preset, projects, onClose, onSaved }: PresetDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [form, setForm] = useState<Form>(() => formOf(preset, projects));
  const { clear } = action;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the projects must not throw away what was typed.
  useEffect(() => {
    if (!open) return;
    clear();
    setForm(formOf(preset, projects));
  }, [open, preset, clear]);
  const set = (patch: Partial<Form>) => setForm((before) => ({ ...before, ...patch }));
  const save = async () => {
    const { url, period, auto, ...rest } = form;
    const saved = await action.run(() =>
      core.presets.save({
        ...(preset === null ? {} : { id: preset.id }),
        ...rest,
        ...(url.trim() === '' ? {} : { url: url.trim() }),
        ...(period.trim() === '' ? {} : { period: period.trim() }),
        ...(auto === 'keep' ? {} : { auto }),
      }),
    );
    if (saved === undefined) return;
    onSaved(saved);
    onClose();
  };
  const project = projects.find(({ id }) => id === form.projectId);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(preset === null ? 'moduleSettings.presetNew' : 'moduleSettings.presetEditTitle')}
      description={t('moduleSettings.presetText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={action.busy}
            disabled={form.name.trim() === '' || form.projectId === ''}
            data-testid="preset-save"
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <Field
        label={t('project.name')}
        value={form.name}
        maxLength={80}
        data-testid="preset-name"
        onText={(name) => set({ name })}
      />
      <Select
        label={t('moduleSettings.presetProject')}
        value={form.projectId}
        options={projects.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(projectId) => set({ projectId })}
      />
      <Switch
        label={t('moduleSettings.presetKey')}
        hint={
          project?.keyHint == null
            ? t('moduleSettings.presetKeyMissing')
            : t('project.withKey', { hint: project.keyHint })
        }
        checked={form.useKey}
        data-testid="preset-key"
        onChange={(useKey) => set({ useKey })}
      />
      <Field label="URL" mono value={form.url} data-testid="preset-url" onText={(url) => set({ url })} />
      <Field
        label={t('moduleSettings.periodSeconds')}
        mono
        inputMode="numeric"
        value={form.period}
        data-testid="preset-period"
        onText={(period) => set({ period })}
      />
      <Segmented
        label="AUTO"
        value={form.auto}
        segments={[
          { value: 'keep', label: t('moduleSettings.autoKeep') },
          { value: '0', label: t('moduleSettings.autoOff') },
          { value: '1', label: t('moduleSettings.autoOn') },
        ]}
        onChange={(auto) => set({ auto })}
      />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}
