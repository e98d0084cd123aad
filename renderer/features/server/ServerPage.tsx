/** The OTA server: whether it listens, where modules reach it, what it serves and how much went out. */
import { useText } from '../../i18n/useText.ts';
import { useServer } from '../../stores/server.ts';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { RunningCards } from './RunningCards.tsx';
import { StoppedCard } from './StoppedCard.tsx';

export function ServerPage() {
  const { t } = useText();
  const status = useServer((view) => view.status);
  return (
    <Page title={t('server.title')} lead={t('server.lead')}>
      {status === null ? <Skeleton /> : null}
      {status?.state === 'stopped' ? <StoppedCard /> : null}
      {status?.state === 'running' ? <RunningCards status={status} /> : null}
    </Page>
  );
}
