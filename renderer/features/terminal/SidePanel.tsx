/** Beside the lines: favourites and sequences, history, settings. */
import { useState } from 'react';
import type { TerminalLibrary, TerminalSession } from '../../../shared/contract/terminal.ts';
import { useText } from '../../i18n/useText.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { FavouriteList } from './FavouriteList.tsx';
import { HistoryList } from './HistoryList.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import styles from './Terminal.module.css';

export interface SidePanelProps {
  readonly portId: string;
  readonly session: TerminalSession | null;
  readonly library: TerminalLibrary | null;
  readonly onOffer: (text: string) => void;
}

export function SidePanel({ portId, session, library, onOffer }: SidePanelProps) {
  const { t } = useText();
  const [tab, setTab] = useState('favourites');
  if (library === null) return <aside className={styles.side} />;
  return (
    <aside className={styles.side} aria-label={t('terminal.side')}>
      <Tabs
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: 'favourites',
            label: t('terminal.favourites'),
            content: <FavouriteList portId={portId} favourites={library.favourites} onOffer={onOffer} />,
          },
          {
            value: 'history',
            label: t('terminal.history'),
            content: <HistoryList history={library.history} onOffer={onOffer} />,
          },
          {
            value: 'settings',
            label: t('terminal.settings'),
            content: <SettingsPanel portId={portId} session={session} settings={library.settings} />,
          },
        ]}
      />
    </aside>
  );
}
