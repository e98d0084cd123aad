/** How often the platform was asked already: too often and it bans the module. */
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Card } from '../../ui/Card.tsx';
import styles from './Module.module.css';

export function QuotaCard({ requests }: { readonly requests: NonNullable<Preflight['requests']> }) {
  const { t } = useText();
  const { lastHour, lastDay, warn, holdMs } = requests;
  return (
    <Card title={t('module.quotaTitle')} hint={t('module.quotaHint')} data-testid="quota">
      <div className={styles.source}>
        <p className={styles.quotaRow}>
          <span>{t('module.quotaHour', { count: lastHour })}</span>
          <span>{t('module.quotaDay', { count: lastDay })}</span>
        </p>
        {holdMs > 0 ? (
          <p className={styles.quiet}>{t('module.quotaHeldDo', { time: formatDuration(holdMs) })}</p>
        ) : warn ? (
          <p className={styles.quiet}>{t('module.quotaManyDo')}</p>
        ) : null}
      </div>
    </Card>
  );
}
