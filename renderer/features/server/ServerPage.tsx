/** The OTA server: its state, what came to it, whom it knows, what it offers, and the laboratory around it. */
import type { ReactNode } from 'react';
import type { TextKey } from '../../i18n/index.ts';
import { useText } from '../../i18n/useText.ts';
import { useFaults } from '../../stores/faults.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { useServer } from '../../stores/server.ts';
import { Badge, Dot } from '../../ui/Badge.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { RunningCards } from './RunningCards.tsx';
import styles from './Server.module.css';
import { StoppedCard } from './StoppedCard.tsx';

const sections = [
  ...(['overview', 'requests', 'modules', 'campaigns', 'rules', 'faults', 'onenet', 'client'] as const),
] as const;
type Section = (typeof sections)[number];

export interface ServerPageProps {
  readonly requests: (running: boolean) => ReactNode;
  readonly modules: ReactNode;
  readonly campaigns: ReactNode;
  readonly rules: ReactNode;
  readonly faults: ReactNode;
  readonly onenet: ReactNode;
  readonly client: ReactNode;
}

export function ServerPage(props: ServerPageProps) {
  const { t } = useText();
  const status = useServer((view) => view.status);
  const named = useRoute((route) => route.section);
  const section = sections.find((one) => one === named) ?? 'overview';
  const running = status?.state === 'running';
  const content: Readonly<Record<Section, ReactNode>> = {
    ...props,
    overview: <Overview />,
    requests: props.requests(running),
  };
  return (
    <Page
      title={t('server.title')}
      lead={t(`server.lead_${section}`)}
      actions={
        status === null ? null : (
          <span className={styles.stateLine} data-testid="server-state">
            <Dot tone={running ? 'ok' : 'neutral'} />
            {running ? t('server.runningAt', { port: status.port }) : t('server.stopped')}
          </span>
        )
      }
    >
      <Tabs
        value={section}
        onChange={(next) => goTo('server', { section: next === 'overview' ? null : next, shown: null })}
        tabs={sections.map((value) => ({
          value,
          label: <TabLabel section={value} />,
          content: value === section ? content[value] : null,
        }))}
      />
    </Page>
  );
}

function TabLabel({ section }: { readonly section: Section }) {
  const { t } = useText();
  const faults = useFaults((view) => view.faults.length);
  const key: TextKey = `server.tab_${section}`;
  return (
    <span className={styles.tab} data-testid={`server-tab-${section}`}>
      {t(key)}
      {section === 'faults' && faults > 0 ? <Badge tone="bad">{faults}</Badge> : null}
    </span>
  );
}

function Overview() {
  const status = useServer((view) => view.status);
  if (status === null) return <Skeleton />;
  return (
    <div className={styles.stack}>
      {status.state === 'stopped' ? <StoppedCard /> : <RunningCards status={status} />}
    </div>
  );
}
