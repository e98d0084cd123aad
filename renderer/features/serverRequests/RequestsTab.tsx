/** "Why 27?": what came to the server, what it answered, and why; and what it would answer to a request that is typed in. */
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { DryRun } from './DryRun.tsx';
import { LiveRequests } from './LiveRequests.tsx';
import styles from './Requests.module.css';

export function RequestsTab({ running }: { readonly running: boolean }) {
  const { t } = useText();
  const [view, setView] = useState<'live' | 'dry'>('live');
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Segmented
          label={t('serverRequests.view')}
          value={view}
          onChange={setView}
          segments={[
            { value: 'live', label: t('serverRequests.live'), testId: 'requests-live' },
            { value: 'dry', label: t('serverRequests.dry'), testId: 'requests-dry' },
          ]}
        />
        <p className={styles.quiet}>
          {t(view === 'live' ? 'serverRequests.liveText' : 'serverRequests.dryText')}
        </p>
      </div>
      {view === 'live' ? <LiveRequests running={running} /> : <DryRun />}
    </div>
  );
}
