/** The cloud side of a project: what to upload under which name, and which devices shall get it. */
import { CloudUpload } from 'lucide-react';
import type { Project } from '../../../shared/contract/settings.ts';
import { useText } from '../../i18n/useText.ts';
import { useChosenPackage } from '../../stores/chosen.ts';
import { usePackages } from '../../stores/packages.ts';
import { choose, goTo, useDraft } from '../../stores/route.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Cloud.module.css';
import { DevicesCard } from './DevicesCard.tsx';
import { PlanView } from './PlanView.tsx';

export function CloudPage() {
  const { t } = useText();
  const settings = useSettings((view) => view.state);
  const draft = useDraft();
  const projects = settings?.projects ?? [];
  const project = projects.find(({ id }) => id === draft.project) ?? projects[0];
  return (
    <Page title={t('cloud.title')} lead={t('cloud.lead')}>
      {settings === null ? <Skeleton lines={4} /> : null}
      {settings !== null && project === undefined ? (
        <Card>
          <EmptyState
            picture={<CloudUpload />}
            title={t('cloud.noProject')}
            action={
              <Button look="primary" onClick={() => goTo('settings')}>
                {t('cloud.toProjects')}
              </Button>
            }
          >
            {t('cloud.noProjectText')}
          </EmptyState>
        </Card>
      ) : null}
      {project === undefined ? null : <Content project={project} projects={projects} />}
    </Page>
  );
}

interface ContentProps {
  readonly project: Project;
  readonly projects: readonly Project[];
}

function Content({ project, projects }: ContentProps) {
  const { t } = useText();
  const packages = usePackages((view) => view.packages);
  const chosen = useChosenPackage();
  const manifest = chosen ?? packages.at(-1);
  return (
    <>
      <Card>
        <div className={styles.choice}>
          <div className={styles.labelled}>
            <span className={styles.label}>{t('cloud.project')}</span>
            <Select
              label={t('cloud.project')}
              value={project.id}
              data-testid="cloud-project"
              options={projects.map(({ id, name, platform }) => ({
                value: id,
                label: name,
                hint: t(`cloud.platform_${platform}`),
              }))}
              onChange={(id) => choose({ project: id })}
            />
          </div>
          <div className={styles.labelled}>
            <span className={styles.label}>{t('cloud.package')}</span>
            <Select
              label={t('cloud.package')}
              value={manifest?.sha256 ?? null}
              placeholder={t('cloud.noPackage')}
              disabled={packages.length === 0}
              data-testid="cloud-package"
              options={packages.map(({ sha256, fileName, format }) => ({
                value: sha256,
                label: fileName,
                hint: format,
              }))}
              onChange={(sha256) => choose({ package: sha256 })}
            />
          </div>
        </div>
      </Card>
      {manifest === undefined ? (
        <Card>
          <EmptyState
            picture={<CloudUpload />}
            title={t('cloud.noPackage')}
            action={<Button onClick={() => goTo('upgrade', { step: 2 })}>{t('cloud.toBuild')}</Button>}
          >
            {t('cloud.noPackageText')}
          </EmptyState>
        </Card>
      ) : (
        <PlanView key={`${project.id} ${manifest.sha256}`} project={project} manifest={manifest} />
      )}
      <DevicesCard key={project.id} project={project} />
    </>
  );
}
