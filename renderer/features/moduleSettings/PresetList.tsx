/** The presets of all projects, to choose from and to change. */
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Preset } from '../../../shared/contract/presets.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { type Texts, useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import styles from './ModuleSettings.module.css';
import { PresetDialog } from './PresetDialog.tsx';

export interface PresetListProps {
  readonly presets: readonly Preset[];
  readonly chosen: Preset | null;
  readonly onChoose: (id: string) => void;
}

type Open =
  | { readonly kind: 'none' }
  | { readonly kind: 'edit'; readonly preset: Preset | null }
  | { readonly kind: 'remove'; readonly preset: Preset };

export function PresetList({ presets, chosen, onChoose }: PresetListProps) {
  const { t } = useText();
  const projects = useSettings(({ state }) => state?.projects) ?? [];
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const nameOf = (projectId: string) => projects.find(({ id }) => id === projectId)?.name ?? '';
  return (
    <Card
      title={t('moduleSettings.presets')}
      hint={t('moduleSettings.presetsHint')}
      actions={
        <>
          {chosen === null ? null : (
            <>
              <IconButton
                label={t('moduleSettings.presetEdit', { name: chosen.name })}
                icon={<Pencil />}
                onClick={() => setOpen({ kind: 'edit', preset: chosen })}
              />
              <IconButton
                label={t('moduleSettings.presetRemove', { name: chosen.name })}
                icon={<Trash2 />}
                data-testid="preset-remove"
                onClick={() => setOpen({ kind: 'remove', preset: chosen })}
              />
            </>
          )}
          <Button
            size="s"
            icon={<Plus />}
            disabled={projects.length === 0}
            data-testid="preset-create"
            onClick={() => setOpen({ kind: 'edit', preset: null })}
          >
            {t('moduleSettings.presetNew')}
          </Button>
        </>
      }
    >
      {presets.length === 0 ? (
        <div className={styles.noPresets}>
          <p className={styles.quiet}>
            {t(projects.length === 0 ? 'moduleSettings.needProject' : 'moduleSettings.noPresets')}
          </p>
          {projects.length === 0 ? (
            <Button size="s" onClick={() => goTo('settings')}>
              {t('moduleSettings.toProjects')}
            </Button>
          ) : null}
        </div>
      ) : (
        <Choices
          label={t('moduleSettings.presets')}
          value={chosen?.id ?? null}
          choices={presets.map((preset) => ({
            value: preset.id,
            title: preset.name,
            text: `${nameOf(preset.projectId)} · ${presetText(preset, t)}`,
            testId: `preset-${preset.name}`,
          }))}
          onChange={onChoose}
        />
      )}
      <PresetDialog
        open={open.kind === 'edit'}
        preset={open.kind === 'edit' ? open.preset : null}
        projects={projects}
        onClose={() => setOpen({ kind: 'none' })}
        onSaved={({ id }) => onChoose(id)}
      />
      <RemoveDialog
        preset={open.kind === 'remove' ? open.preset : null}
        onClose={() => setOpen({ kind: 'none' })}
      />
    </Card>
  );
}

/** What a preset writes, in one line. */
export function presetText({ useKey, url, period, auto }: Preset, t: Texts['t']): string {
  return [
    ...(useKey ? ['KEY'] : []),
    ...(url === undefined ? [] : [`URL ${url}`]),
    ...(period === undefined ? [] : [`PERIOD ${period}`]),
    ...(auto === undefined ? [] : [t(auto === '1' ? 'moduleSettings.autoOn' : 'moduleSettings.autoOff')]),
  ].join(' · ');
}

interface RemoveDialogProps {
  readonly preset: Preset | null;
  readonly onClose: () => void;
}

function RemoveDialog({ preset, onClose }: RemoveDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const remove = async () => {
    if (preset === null) return;
    if ((await action.run(() => core.presets.remove({ id: preset.id }))) !== undefined) onClose();
  };
  return (
    <Dialog
      open={preset !== null}
      onClose={onClose}
      title={t('moduleSettings.presetRemoveTitle', { name: preset?.name ?? '' })}
      description={t('moduleSettings.presetRemoveText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" busy={action.busy} onClick={() => void remove()}>
            {t('common.remove')}
          </Button>
        </>
      }
    >
      {action.error === null ? undefined : <ErrorNote error={action.error} />}
    </Dialog>
  );
}
