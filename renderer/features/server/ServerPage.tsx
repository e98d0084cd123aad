/** The OTA server: whether it listens, where modules reach it, what it serves and how much went out. */
import { CloudUpload, Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatClock, formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { useServer } from '../../stores/server.ts';
import { Badge, Dot } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Table } from '../../ui/Table.tsx';
import { parsePort } from './parsePort.ts';
import styles from './Server.module.css';

type Running = Extract<ServerStatus, { state: 'running' }>;

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

function StoppedCard() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [text, setText] = useState('');
  const port = parsePort(text);
  const start = () =>
    void action.run(() => core.otaServer.start(port === null || port === 0 ? {} : { port }));
  return (
    <Card>
      <div className={styles.stopped}>
        <div className={styles.state}>
          <Dot tone="neutral" />
          <div>
            <p className={styles.stateName}>{t('server.stopped')}</p>
            <p className={styles.quiet}>{t('server.stoppedText')}</p>
          </div>
        </div>
        <div className={styles.start}>
          <Field
            label={t('server.port')}
            hint={t('server.portHint')}
            error={port === null ? t('server.portInvalid') : undefined}
            inputMode="numeric"
            value={text}
            onText={setText}
          />
          <Button
            look="primary"
            icon={<Play />}
            busy={action.busy}
            disabled={port === null}
            className={styles.startButton}
            data-testid="server-start"
            onClick={start}
          >
            {t('server.start')}
          </Button>
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}

function RunningCards({ status }: { readonly status: Running }) {
  const { t } = useText();
  return (
    <>
      <StateCard status={status} />
      <Card title={t('server.addresses')} hint={t('server.addressesText')} flush>
        <Table
          caption={t('server.addresses')}
          rows={status.addresses}
          rowKey={(row) => row.address}
          columns={[
            {
              key: 'url',
              title: 'URL',
              cell: (row) => <CopyText value={`http://${hostOf(row.address)}:${status.port}`} />,
              grow: true,
            },
            {
              key: 'interface',
              title: '',
              cell: (row) =>
                row.loopback ? (
                  <Badge>{t('server.loopback')}</Badge>
                ) : (
                  <Badge tone="accent">{row.interfaceName}</Badge>
                ),
            },
          ]}
        />
      </Card>
      <Publications status={status} />
    </>
  );
}

function StateCard({ status }: { readonly status: Running }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [asking, setAsking] = useState(false);
  const stop = async () => {
    setAsking(false);
    await action.run(() => core.otaServer.stop({}));
  };
  return (
    <Card>
      <div className={styles.running}>
        <Dot tone="ok" pulse />
        <p className={styles.stateName}>{t('server.running')}</p>
        <Badge mono>:{status.port}</Badge>
        <span className={styles.spring} />
        <Button
          icon={<Square />}
          busy={action.busy}
          data-testid="server-stop"
          onClick={() => setAsking(true)}
        >
          {t('server.stop')}
        </Button>
      </div>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('server.stopTitle')}
        description={t('server.stopText')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
            <Button look="danger" onClick={() => void stop()}>
              {t('server.stop')}
            </Button>
          </>
        }
      />
    </Card>
  );
}

function Publications({ status }: { readonly status: Running }) {
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

function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
