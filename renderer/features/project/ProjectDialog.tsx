/** Creates or changes a project. The key goes to the core's secret store and never comes back. */
import { useEffect, useState } from 'react';
import { type Project, type ProjectFields, platformSchema } from '../../../shared/contract/settings.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toast.tsx';
import { NameSuggestions } from './NameSuggestions.tsx';
import { PlatformFields } from './PlatformFields.tsx';
import styles from './Project.module.css';
import { fieldsFor, platformKeys, secretKeys } from './projectText.ts';

export interface ProjectDialogProps {
  readonly open: boolean;
  /** null creates a new one. */
  readonly project: Project | null;
  readonly onClose: () => void;
  readonly onSaved?: (project: Project) => void;
}

interface Form {
  readonly name: string;
  readonly platform: Project['platform'];
  readonly fields: ProjectFields;
  readonly key: string;
  readonly notes: string;
  readonly deleteKey: boolean;
  readonly visible: boolean;
}

const blank: Form = {
  name: '',
  platform: 'openluat',
  fields: {},
  key: '',
  notes: '',
  deleteKey: false,
  visible: false,
};

function formOf(project: Project | null): Form {
  if (project === null) return blank;
  const { name, platform, fields, notes } = project;
  return { ...blank, name, platform, fields, notes };
}

/** The usual length of an openLuat project key (at-commands 1.1); others are accepted. */
const openluatKeyLength = 32;

export function ProjectDialog({ open, project, onClose, onSaved }: ProjectDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [form, setForm] = useState<Form>(blank);
  const { clear } = action;
  useEffect(() => {
    if (!open) return;
    clear();
    setForm(formOf(project));
  }, [open, project, clear]);
  // Two projects may have one name; then only their ids tell them apart.
  const taken = useSettings(
    ({ state }) =>
      state?.projects.some(({ id, name }) => id !== project?.id && name === form.name.trim()) === true,
  );
  const set = (patch: Partial<Form>) => setForm((before) => ({ ...before, ...patch }));
  const save = async () => {
    const key = form.deleteKey ? '' : form.key.trim();
    const saved = await action.run(() =>
      core.settings.saveProject({
        ...(project === null ? {} : { id: project.id }),
        name: form.name.trim(),
        platform: form.platform,
        fields: fieldsFor(form.platform, form.fields),
        ...(key !== '' || form.deleteKey ? { key } : {}),
        notes: form.notes,
      }),
    );
    if (saved === undefined) return;
    notify(t('project.saved'), saved.name);
    onSaved?.(saved);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={project === null ? t('project.createTitle') : t('project.editTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={action.busy}
            disabled={form.name.trim() === ''}
            data-testid="project-save"
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
        hint={taken ? t('project.sameName') : undefined}
        data-testid="project-name"
        onText={(name) => set({ name })}
      />
      {project === null && form.platform === 'openluat' ? (
        <NameSuggestions onPick={(name) => set({ name, fields: { ...form.fields, vendorDefault: true } })} />
      ) : null}
      <div className={styles.labelled}>
        <span className={styles.label}>{t('project.platform')}</span>
        <Select
          label={t('project.platform')}
          value={form.platform}
          options={platformSchema.options.map((value) => ({ value, label: t(platformKeys[value]) }))}
          onChange={(value) => {
            const platform = platformSchema.safeParse(value);
            if (platform.success) set({ platform: platform.data });
          }}
        />
      </div>
      <PlatformFields platform={form.platform} fields={form.fields} onFields={(fields) => set({ fields })} />
      <KeyField form={form} set={set} project={project} />
      <Field
        label={t('project.notes')}
        value={form.notes}
        maxLength={2000}
        onText={(notes) => set({ notes })}
      />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}

interface KeyFieldProps {
  readonly form: Form;
  readonly set: (patch: Partial<Form>) => void;
  readonly project: Project | null;
}

function KeyField({ form, set, project }: KeyFieldProps) {
  const { t } = useText();
  const keyHint = project?.keyHint ?? null;
  const oddLength =
    form.platform === 'openluat' && form.key !== '' && form.key.trim().length !== openluatKeyLength;
  const hint = oddLength
    ? t('project.wrongLength', { count: form.key.trim().length })
    : keyHint === null
      ? t('project.keyHint')
      : t('project.keyKeep', { hint: keyHint });
  return (
    <>
      <SecretField
        label={t(secretKeys[form.platform])}
        value={form.key}
        maxLength={128}
        disabled={form.deleteKey}
        hint={hint}
        visible={form.visible}
        data-testid="project-key"
        onText={(key) => set({ key })}
        onVisible={(visible) => set({ visible })}
      />
      {keyHint === null ? null : (
        <Switch
          label={t('project.keyDelete')}
          checked={form.deleteKey}
          onChange={(deleteKey) => set({ deleteKey })}
        />
      )}
    </>
  );
}
