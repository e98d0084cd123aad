/** A virtual module's own counters, its pseudo-terminal, and the way to unplug it. */
import { useEffect, useState } from 'react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Ports.module.css';

interface Stats {
  readonly httpRequests: number;
  readonly httpBodyBytes: number;
  readonly serialPackageBytes: number;
  readonly boots: number;
}
const everyMs = 2000;

export function VirtualCard({ port }: { readonly port: PortInfo }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [pty, setPty] = useState<string | null>(null);
  const stats = useStats(port.id);
  const attach = async () => {
    const answer = await action.run(() => core.virtual.attachPty({ portId: port.id }));
    if (answer !== undefined) setPty(answer.path);
  };
  const remove = async () => {
    if ((await action.run(() => core.virtual.remove({ portId: port.id }))) !== undefined)
      notify(t('ports.removed'));
  };
  return (
    <Card
      title={t('ports.statsTitle')}
      actions={
        <>
          <Button size="s" onClick={() => void attach()} disabled={pty !== null || action.busy}>
            {t('ports.attachPty')}
          </Button>
          <Button size="s" look="danger" disabled={action.busy} onClick={() => void remove()}>
            {t('ports.removeVirtual')}
          </Button>
        </>
      }
    >
      <div className={styles.virtual}>
        {stats === null ? null : (
          <KeyValue
            columns={2}
            facts={[
              { name: t('ports.httpRequests'), value: formatCount(stats.httpRequests) },
              { name: t('ports.httpBodyBytes'), value: formatCount(stats.httpBodyBytes) },
              { name: t('ports.serialBytes'), value: formatCount(stats.serialPackageBytes) },
              { name: t('ports.boots'), value: formatCount(stats.boots) },
            ]}
          />
        )}
        {pty === null ? null : <CopyText block value={pty} />}
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}

function useStats(portId: string): Stats | null {
  const core = useCore();
  const [stats, setStats] = useState<Stats | null>(null);
  useEffect(() => {
    let over = false;
    const ask = () =>
      core.virtual.stats({ portId }).then(
        (next) => (over ? undefined : setStats(next)),
        // Gone or cut off: the port list says so.
        () => undefined,
      );
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [core, portId]);
  return stats;
}
