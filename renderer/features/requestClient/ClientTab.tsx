/** The other side: requests as modules send them, a script for them, and packages on somebody else's web host. */
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './Client.module.css';
import { LuaCard } from './LuaCard.tsx';
import { PublishCard } from './PublishCard.tsx';
import { SendRequest } from './SendRequest.tsx';

type View = 'send' | 'publish' | 'lua';

export function ClientTab() {
  const { t } = useText();
  const [view, setView] = useState<View>('send');
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Segmented
          label={t('requestClient.view')}
          value={view}
          onChange={setView}
          segments={(['send', 'publish', 'lua'] as const).map((value) => ({
            value,
            label: t(`requestClient.view_${value}`),
            testId: `client-${value}`,
          }))}
        />
        <p className={styles.quiet}>{t(`requestClient.text_${view}`)}</p>
      </div>
      {view === 'send' ? <SendRequest /> : null}
      {view === 'publish' ? <PublishCard /> : null}
      {view === 'lua' ? <LuaCard /> : null}
    </div>
  );
}
