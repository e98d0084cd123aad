/** While it listens: its state and its addresses. */
import { Square } from 'lucide-react';
import { useState } from 'react';
import type { ServerStatus } from '../../../shared/contract/otaServer.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { hostOf } from '../../stores/server.ts';
import { Badge, Dot } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Table } from '../../ui/Table.tsx';
import { Publications } from './Publications.tsx';
import { Reach } from './Reach.tsx';
import styles from './Server.module.css';

export type Running = Extract<ServerStatus, { state: 'running' }>;

export function RunningCards({ status }: { readonly status: Running }) {
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
      <Reach addresses={status.addresses.map(({ address }) => address)} />
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
