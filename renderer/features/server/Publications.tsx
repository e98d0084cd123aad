/** What is served, and how much of it went out. */
import { CloudUpload } from 'lucide-react';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatClock, formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { hostOf } from '../../stores/server.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Running } from './RunningCards.tsx';

export function Publications({ status }: { readonly status: Running }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const address = status.addresses[0]?.address ?? '127.0.0.1';
  if (status.publications.length === 0) {
    return (
      <Card title={t('server.publications')}>
        <EmptyState picture={<CloudUpload />} title={t('server.noPublications')}>
          {t('server.noPublicationsText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title={t('server.publications')} flush>
      <Table
        caption={t('server.publications')}
        rows={status.publications}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'url',
            title: t('server.url'),
            cell: (row) => (
              <CopyText value={`http://${hostOf(address)}:${status.port}${row.path}`} shown={row.path} />
            ),
            grow: true,
          },
          {
            key: 'requests',
            title: t('server.requests'),
            cell: (row) => formatCount(row.requests),
            align: 'right',
          },
          {
            key: 'sent',
            title: t('server.sent'),
            cell: (row) => `${formatCount(row.sentBytes)} / ${formatCount(row.sizeBytes)} B`,
            align: 'right',
          },
          {
            key: 'last',
            title: t('server.lastRequest'),
            cell: (row) =>
              row.lastRequestAtMs === undefined ? t('server.never') : formatClock(row.lastRequestAtMs),
          },
          {
            key: 'act',
            title: '',
            cell: (row) => (
              <Button
                size="s"
                onClick={() => void action.run(() => core.otaServer.unpublish({ id: row.id }))}
              >
                {t('server.unpublish')}
              </Button>
            ),
          },
        ]}
      />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Card>
  );
}
