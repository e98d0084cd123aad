/** OneNET on the own server: what is planned, how far each device is, and the tokens. */
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { KeysCard } from './KeysCard.tsx';
import styles from './Onenet.module.css';
import { Plans } from './Plans.tsx';
import { Tasks } from './Tasks.tsx';
import { TokenTools } from './TokenTools.tsx';

type View = 'plans' | 'tasks' | 'keys' | 'tokens';

export function OnenetTab() {
  const { t } = useText();
  const [view, setView] = useState<View>('plans');
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Segmented
          label={t('onenet.view')}
          value={view}
          onChange={setView}
          segments={(['plans', 'tasks', 'keys', 'tokens'] as const).map((value) => ({
            value,
            label: t(`onenet.view_${value}`),
            testId: `onenet-${value}`,
          }))}
        />
        <p className={styles.quiet}>{t(`onenet.text_${view}`)}</p>
      </div>
      {view === 'plans' ? <Plans /> : null}
      {view === 'tasks' ? <Tasks /> : null}
      {view === 'keys' ? <KeysCard /> : null}
      {view === 'tokens' ? <TokenTools /> : null}
    </div>
  );
}
