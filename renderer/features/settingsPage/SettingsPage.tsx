/** Appearance, projects, this computer, and what Airdock is. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { DoctorCheck } from '../../../shared/contract/app.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CheckList } from '../../ui/CheckList.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { RetentionCard } from './RetentionCard.tsx';
import styles from './SettingsPage.module.css';

export interface SettingsPageProps {
  readonly languageSwitch: ReactNode;
  readonly themeSwitch: ReactNode;
  readonly projects: ReactNode;
}

export function SettingsPage({ languageSwitch, themeSwitch, projects }: SettingsPageProps) {
  const { t } = useText();
  return (
    <Page title={t('settingsPage.title')}>
      <Card title={t('settingsPage.appearance')}>
        <div className={styles.rows}>
          <div className={styles.row}>
            <span>{t('settingsPage.language')}</span>
            {languageSwitch}
          </div>
          <div className={styles.row}>
            <span>{t('settingsPage.theme')}</span>
            {themeSwitch}
          </div>
        </div>
      </Card>
      {projects}
      <RetentionCard />
      <DoctorCard />
      <AboutCard />
    </Page>
  );
}

function DoctorCard() {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const [checks, setChecks] = useState<readonly DoctorCheck[] | null>(null);
  const run = async () => {
    const answer = await action.run(() => core.app.doctor({}));
    if (answer !== undefined) setChecks(answer);
  };
  return (
    <Card
      title={t('settingsPage.doctor')}
      hint={t('settingsPage.doctorText')}
      actions={
        <Button size="s" busy={action.busy} data-testid="doctor" onClick={() => void run()}>
          {checks === null ? t('settingsPage.doctorRun') : t('settingsPage.doctorAgain')}
        </Button>
      }
    >
      {action.error === null ? undefined : <ErrorNote error={action.error} />}
      {checks === null ? null : (
        <CheckList
          items={checks.map(({ name, state, detail, advice }) => ({
            key: name,
            state,
            stateText: t(`settingsPage.state_${state}`),
            name: code('doctor', name),
            detail,
            advice: advice === undefined ? undefined : code('doctorAdvice', advice.code, advice.params),
          }))}
        />
      )}
    </Card>
  );
}

function AboutCard() {
  const { t } = useText();
  const info = useAppInfo((view) => view.info);
  if (info === null) return <Skeleton />;
  return (
    <Card title={t('settingsPage.about')} hint={t('settingsPage.privacy')}>
      <KeyValue
        facts={[
          { name: t('settingsPage.version'), value: `Airdock ${info.version}` },
          { name: t('settingsPage.host'), value: t(`settingsPage.host_${info.host}`) },
          { name: t('settingsPage.dataFolder'), value: <CopyText value={info.dataFolder} /> },
          { name: t('settingsPage.platform'), value: info.platform },
          { name: t('settingsPage.runtime'), value: `Node ${info.node}` },
        ]}
      />
    </Card>
  );
}
