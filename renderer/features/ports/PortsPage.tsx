/** Every port, and for the selected one who is behind it and who holds it. */
import { Cable, FlaskConical, Plus, RefreshCw } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { usePort, usePorts } from '../../stores/ports.ts';
import { type Action, useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AddPathDialog } from './AddPathDialog.tsx';
import { DoctorCard } from './DoctorCard.tsx';
import { PortDetail } from './PortDetail.tsx';
import { PortRow } from './PortRow.tsx';
import styles from './Ports.module.css';
import { sortPorts } from './portView.ts';

export interface PortsPageProps {
  /** Starts a virtual module that is set up first. */
  readonly startVirtual: (onCreated: (portId: string) => void) => ReactNode;
  /** What can be turned at a virtual module. */
  readonly knobs: (portId: string) => ReactNode;
}

export function PortsPage({ startVirtual, knobs }: PortsPageProps) {
  const { t } = useText();
  const core = useCore();
  const loaded = usePorts((view) => view.loaded);
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const action = useAction();
  const empty = usePorts(({ ports }) => ports.length === 0);
  const create = <CreateVirtual action={action} onCreated={setSelected} />;
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
          <Button icon={<Plus />} data-testid="add-path" onClick={() => setAdding(true)}>
            {t('ports.addPath')}
          </Button>
          {create}
          {startVirtual(setSelected)}
        </>
      }
    >
      {action.error === null ? null : <ErrorNote error={action.error} />}
      {loaded && empty ? (
        <Card>
          <EmptyState picture={<Cable />} title={t('ports.empty')} action={create}>
            {t('ports.emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <PortList selected={selected} onSelect={setSelected} knobs={knobs} />
      )}
      <DoctorCard needed={loaded && empty} />
      <AddPathDialog
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={(added) => setSelected(added.id)}
      />
    </Page>
  );
}

interface PortListProps {
  readonly knobs: (portId: string) => ReactNode;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

function PortList({ selected, onSelect, knobs }: PortListProps) {
  const { t } = useText();
  const { loaded, ports } = usePorts();
  const shown = useMemo(() => sortPorts(ports), [ports]);
  const chosen = usePort(selected) ?? shown[0];
  return (
    <div className={styles.split}>
      <Card flush>
        {loaded ? (
          <ul>
            {shown.map((port) => (
              <PortRow
                key={port.id}
                port={port}
                selected={port.id === chosen?.id}
                onSelect={() => onSelect(port.id)}
              />
            ))}
          </ul>
        ) : (
          <Skeleton />
        )}
      </Card>
      {chosen === undefined ? (
        <p className={styles.quiet}>{t('ports.select')}</p>
      ) : (
        <PortDetail key={chosen.id} port={chosen} onSelect={onSelect} knobs={knobs} />
      )}
    </div>
  );
}

interface CreateVirtualProps {
  readonly action: Action;
  readonly onCreated: (id: string) => void;
}

function CreateVirtual({ action, onCreated }: CreateVirtualProps) {
  const { t } = useText();
  const core = useCore();
  const demo = demoPair(useAppInfo((view) => view.info));
  if (demo === null) return null;
  const create = async () => {
    const firmware = { kind: 'demo', name: demo.old } as const;
    const made = await action.run(() => core.virtual.create({ dialect: 'ec618-at', firmware }));
    if (made !== undefined) onCreated(made.id);
  };
  return (
    <Button
      icon={<FlaskConical />}
      busy={action.busy}
      data-testid="create-virtual"
      onClick={() => void create()}
    >
      {t('module.createVirtual')}
    </Button>
  );
}
