/** All projects with edit and remove, for the settings page. */
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Project } from '../../../shared/contract/settings.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Project.module.css';
import { ProjectDialog } from './ProjectDialog.tsx';
import { ProjectFiles } from './ProjectFiles.tsx';
import { keyText, platformKeys } from './projectText.ts';

type Open =
  | { readonly kind: 'none' }
  | { readonly kind: 'edit' | 'remove'; readonly project: Project | null };

export function ProjectList({ emptyText }: { readonly emptyText: string }) {
  const { t } = useText();
  const projects = useSettings((view) => view.state?.projects);
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const close = () => setOpen({ kind: 'none' });
  return (
    <Card
      title={t('project.listTitle')}
      flush
      actions={
        <>
          <ProjectFiles />
          <Button size="s" icon={<Plus />} onClick={() => setOpen({ kind: 'edit', project: null })}>
            {t('project.create')}
          </Button>
        </>
      }
    >
      {projects === undefined || projects.length === 0 ? (
        <p className={styles.empty}>{emptyText}</p>
      ) : (
        <ul>
          {projects.map((project) => (
            <li key={project.id} className={styles.row}>
              <span className={styles.rowName}>{project.name}</span>
              <span className={styles.rowText}>
                {t(platformKeys[project.platform])} · {keyText(project, t)}
              </span>
              <Button size="s" look="ghost" onClick={() => goTo('cloud', { draft: { project: project.id } })}>
                {t('project.toCloud')}
              </Button>
              <IconButton
                label={t('common.edit')}
                icon={<Pencil />}
                onClick={() => setOpen({ kind: 'edit', project })}
              />
              <IconButton
                label={t('common.remove')}
                icon={<Trash2 />}
                onClick={() => setOpen({ kind: 'remove', project })}
              />
            </li>
          ))}
        </ul>
      )}
      <ProjectDialog
        open={open.kind === 'edit'}
        project={open.kind === 'edit' ? open.project : null}
        onClose={close}
      />
      <RemoveDialog project={open.kind === 'remove' ? open.project : null} onClose={close} />
    </Card>
  );
}

function RemoveDialog({
  project,
  onClose,
}: {
  readonly project: Project | null;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const remove = async () => {
    if (project === null) return;
    if ((await action.run(() => core.settings.removeProject({ id: project.id }))) === undefined) return;
    notify(t('project.removed'), project.name);
    onClose();
  };
  return (
    <Dialog
      open={project !== null}
      onClose={onClose}
      title={t('project.removeTitle', { name: project?.name ?? '' })}
      description={t('project.removeText')}
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
