/** Step 1: who serves the upgrade. With this computer's own server there is nothing to enter. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Project } from '../../../shared/contract/settings.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { changePreferences, useSettings } from '../../stores/settings.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Choice, Choices } from '../../ui/Choices.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Project.module.css';
import { ProjectDialog } from './ProjectDialog.tsx';
import { keyText, platformKeys } from './projectText.ts';

export function ProjectStep() {
  const { t } = useText();
  const core = useCore();
  const draft = useDraft();
  const settings = useSettings((view) => view.state);
  const [creating, setCreating] = useState(false);
  const pick = (project: string) => {
    choose({ project });
    // The next path begins with it; lost with its connection, it is only a convenience.
    void changePreferences(core, { projectId: project === 'none' ? null : project }).catch(() => undefined);
  };
  if (settings === null) return <Skeleton lines={4} />;
  const own: Choice<string> = {
    value: 'none',
    title: t('project.own'),
    text: t('project.ownText'),
    badge: <Badge tone="accent">{t('project.recommended')}</Badge>,
    testId: 'project-none',
  };
  const choices = [own, ...settings.projects.map((project) => choiceOf(project, t))];
  return (
    <div className={styles.step}>
      <Choices label={t('project.listLabel')} value={draft.project} choices={choices} onChange={pick} />
      <div className={styles.foot}>
        <Button icon={<Plus />} data-testid="project-create" onClick={() => setCreating(true)}>
          {t('project.create')}
        </Button>
        <p className={styles.secrets}>
          {settings.secretsIn === 'system' ? t('project.secretsSystem') : t('project.secretsFile')}
        </p>
      </div>
      <ProjectDialog
        open={creating}
        project={null}
        onClose={() => setCreating(false)}
        onSaved={(project) => pick(project.id)}
      />
    </div>
  );
}

function choiceOf(project: Project, t: ReturnType<typeof useText>['t']): Choice<string> {
  return {
    value: project.id,
    title: project.name,
    text: `${t(platformKeys[project.platform])} · ${keyText(project, t)}`,
    testId: `project-${project.id}`,
  };
}
