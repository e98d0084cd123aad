/** Every port, and for the selected one who is behind it and who holds it. */
import { Cable, FlaskConical, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { usePort, usePorts } from '../../stores/ports.ts';
import { useAction } from '../../stores/run.ts';
import { Badge, Dot } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { classes } from '../../ui/classes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AddPathDialog } from './AddPathDialog.tsx';
import { PortDetail } from './PortDetail.tsx';
import styles from './Ports.module.css';

const roleKeys = {
  at: 'module.roleAt',
  log: 'module.roleLog',
  download: 'module.roleDownload',
  unknown: 'module.roleUnknown',
} as const;

export function PortsPage() {
  const { t } = useText();
  const core = useCore();
  const { loaded, ports } = usePorts();
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const action = useAction();
  const demo = demoPair(useAppInfo((view) => view.info));
  const port = usePort(selected ?? ports[0]?.id ?? null);
  const create = async (name: string) => {
    const made = await action.run(() =>
      core.virtual.create({ dialect: 'ec618-at', firmware: { kind: 'demo', name } }),
    );
    if (made !== undefined) setSelected(made.id);
  };
  const createButton =
    demo === null ? null : (
      <Button
        icon={<FlaskConical />}
        busy={action.busy}
        data-testid="create-virtual"
        onClick={() => void create(demo.old)}
      >
        {t('module.createVirtual')}
      </Button>
    );
  return (
    <Page
      title={t('ports.title')}
      lead={t('ports.lead')}
      actions={
        <>
          <Button
            look="ghost"
            icon={<RefreshCw />}
            onClick={() => void action.run(() => core.ports.refresh({}))}
          >
            {t('ports.refresh')}
          </Button>
          <Button icon={<Plus />} onClick={() => setAdding(true)}>
            {t('ports.addPath')}
          </Button>
          {createButton}
        </>
      }
    >
      {action.error === null ? null : <ErrorNote error={action.error} />}
      {loaded && ports.length === 0 ? (
        <Card>
          <EmptyState picture={<Cable />} title={t('ports.empty')} action={createButton}>
            {t('ports.emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <div className={styles.split}>
          <Card flush>
            {loaded ? (
              <ul>
                {ports.map((candidate) => (
                  <PortRow
                    key={candidate.id}
                    port={candidate}
                    selected={candidate.id === port?.id}
                    onSelect={() => setSelected(candidate.id)}
                  />
                ))}
              </ul>
            ) : (
              <Skeleton />
            )}
          </Card>
          {port === undefined ? (
            <p className={styles.quiet}>{t('ports.select')}</p>
          ) : (
            <PortDetail key={port.id} port={port} />
          )}
        </div>
      )}
      <AddPathDialog
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={(added) => setSelected(added.id)}
      />
    </Page>
  );
}

interface PortRowProps {
  readonly port: PortInfo;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function PortRow({ port, selected, onSelect }: PortRowProps) {
  const { t, code } = useText();
  const gone = port.presence === 'gone';
  const state = gone
    ? t('module.gone')
    : port.lease === undefined
      ? t('ports.free')
      : t('module.held', { owner: code('leaseOwner', port.lease.owner) });
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={classes(styles.port, selected && styles.selected)}
        aria-pressed={selected}
        data-testid={`port-${port.id}`}
        onClick={onSelect}
      >
        <span className={styles.portName}>{port.label}</span>
        <Badge tone={port.role.guess === 'at' ? 'ok' : 'neutral'}>{t(roleKeys[port.role.guess])}</Badge>
        <span className={styles.portReason}>{code('portRole', port.role.reason)}</span>
        <span className={styles.portState}>
          <Dot tone={gone ? 'warn' : port.lease === undefined ? 'ok' : 'accent'} />
          {state}
        </span>
      </button>
    </li>
  );
}
