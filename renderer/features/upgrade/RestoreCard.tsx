/** What the job changed in the module and whether it was put back: red when it stays, yellow when a restart ends it. */
import type { Job } from '../../../shared/contract/job.ts';
import { useText } from '../../i18n/useText.ts';
import { isActive } from '../../stores/jobs.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import styles from './Upgrade.module.css';

const tones = {
  yes: 'ok',
  gone: 'ok',
  untilRestart: 'warn',
  failed: 'bad',
  notNeeded: 'neutral',
  unknown: 'warn',
} as const;

type Setting = Extract<Job['result'], { kind: 'upgrade' }>['settings'][number];

function changedSettings(job: Job): readonly Setting[] {
  return isActive(job) || job.result?.kind !== 'upgrade' ? [] : job.result.settings;
}

/** Above everything else: what stays changed in the module goes on long after this page is closed. */
export function RestoreWarning({ job }: { readonly job: Job }) {
  const { t } = useText();
  const namesOf = (restored: Setting['restored']): string =>
    changedSettings(job)
      .flatMap((setting) => (setting.restored === restored ? [setting.name] : []))
      .join(', ');
  const [failed, forgotten] = [namesOf('failed'), namesOf('untilRestart')];
  return (
    <>
      {failed === '' ? null : (
        <Callout
          tone="bad"
          title={t('upgrade.restoreFailed', { names: failed })}
          data-testid="restore-failed"
        >
          {t('upgrade.restoreFailedText')}
        </Callout>
      )}
      {forgotten === '' ? null : (
        <Callout
          tone="warn"
          title={t('upgrade.restoreAtRestart', { names: forgotten })}
          data-testid="restore-at-restart"
        >
          {t('upgrade.restoreAtRestartText')}
        </Callout>
      )}
    </>
  );
}

export function RestoreCard({ job }: { readonly job: Job }) {
  const { t } = useText();
  const settings = changedSettings(job);
  if (settings.length === 0) return null;
  return (
    <Card title={t('upgrade.restoreTitle')}>
      <ul className={styles.settings}>
        {settings.map((setting) => (
          <li key={setting.name} className={styles.setting}>
            <code>{setting.name}</code>
            <Badge tone={tones[setting.restored]}>{t(`upgrade.restored_${setting.restored}`)}</Badge>
            <span className={styles.settingValue}>
              {t('upgrade.before')}{' '}
              {setting.before === '' ? t('common.none') : (setting.before ?? t('common.unknown'))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
