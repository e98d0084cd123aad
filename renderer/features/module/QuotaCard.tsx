/** How often the platform was asked already: too often and it bans the module. */
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import styles from './Module.module.css';

export interface QuotaCardProps {
  readonly requests: NonNullable<Preflight['requests']>;
  /** The platform has banned the module, as far as this computer knows. */
  readonly banned: boolean;
}

export function QuotaCard({ requests, banned }: QuotaCardProps) {
  const { t, code } = useText();
  const { lastHour, lastDay, warn, holdMs } = requests;
  return (
    <Card title={t('module.quotaTitle')} hint={t('module.quotaHint')} data-testid="quota">
      <div className={styles.source}>
        <p className={styles.quotaRow}>
          <span>{t('module.quotaHour', { count: lastHour })}</span>
          <span>{t('module.quotaDay', { count: lastDay })}</span>
        </p>
        {banned ? (
          <>
            <ol className={styles.steps} data-testid="ban-steps">
              <li>{code('remedy', 'findLoopCause')}</li>
              <li>{code('remedy', 'unlockImei')}</li>
              <li>{t('module.banNote')}</li>
            </ol>
            <Button size="s" className={styles.toDevices} onClick={() => goTo('devices')}>
              {t('module.toDevices')}
            </Button>
          </>
        ) : holdMs > 0 ? (
          <p className={styles.quiet}>{t('module.quotaHeldDo', { time: formatDuration(holdMs) })}</p>
        ) : warn ? (
          <p className={styles.quiet}>{t('module.quotaManyDo')}</p>
        ) : null}
      </div>
    </Card>
  );
}
