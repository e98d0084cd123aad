/** A virtual module's own counters, the ways by which other programs reach it, and the way to unplug it. */
import { useEffect, useState } from 'react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Ports.module.css';

interface Facts {
  readonly httpRequests: number;
  readonly httpBodyBytes: number;
  readonly serialPackageBytes: number;
  readonly boots: number;
  readonly lastRefusal: { readonly reason: string } | null;
  readonly pty: string | null;
  readonly tcp: number | null;
}
const everyMs = 2000;

export function VirtualCard({ port }: { readonly port: PortInfo }) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const action = useAction();
  const { facts, again } = useFacts(port.id);
  const portId = port.id;
  const offer = async (how: 'attachPty' | 'attachTcp') => {
    await action.run(async (): Promise<unknown> => core.virtual[how]({ portId }));
    again();
  };
  const remove = async () => {
    if ((await action.run(() => core.virtual.remove({ portId }))) !== undefined) notify(t('ports.removed'));
  };
  return (
    <Card
      title={t('ports.statsTitle')}
      actions={
        <>
          <Button
            size="s"
            onClick={() => void offer('attachTcp')}
            disabled={facts?.tcp !== null || action.busy}
            data-testid="attach-tcp"
          >
            {t('virtual.tcp')}
          </Button>
          <Button
            size="s"
            onClick={() => void offer('attachPty')}
            disabled={facts?.pty !== null || action.busy}
          >
            {t('ports.attachPty')}
          </Button>
          <Button
            size="s"
            look="danger"
            disabled={action.busy || port.guarded === true}
            onClick={() => void remove()}
          >
            {t('ports.removeVirtual')}
          </Button>
        </>
      }
    >
      <div className={styles.virtual}>
        {facts === null ? null : <KeyValue columns={2} facts={countsOf(facts, texts)} />}
        {facts?.tcp == null ? null : <CopyText block value={`tcp://127.0.0.1:${facts.tcp}`} />}
        {facts?.pty == null ? null : <CopyText block value={facts.pty} />}
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}

function countsOf(facts: Facts, { t, code }: Texts): readonly Fact[] {
  const counts = [
    { name: t('ports.httpRequests'), value: formatCount(facts.httpRequests) },
    { name: t('ports.httpBodyBytes'), value: formatCount(facts.httpBodyBytes) },
    { name: t('ports.serialBytes'), value: formatCount(facts.serialPackageBytes) },
    { name: t('ports.boots'), value: formatCount(facts.boots) },
  ];
  const { lastRefusal } = facts;
  if (lastRefusal === null) return counts;
  return [...counts, { name: t('virtual.lastRefusal'), value: code('packageRefusal', lastRefusal.reason) }];
}

function useFacts(portId: string): { readonly facts: Facts | null; readonly again: () => void } {
  const core = useCore();
  const [facts, setFacts] = useState<Facts | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let over = false;
    const ask = () =>
      Promise.all([core.virtual.stats({ portId }), core.virtual.outside({ portId })]).then(
        ([stats, outside]) => (over ? undefined : setFacts({ ...stats, ...outside })),
        // Gone or cut off: the port list says so.
        () => undefined,
      );
    // `round` only asks anew.
    void round;
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [core, portId, round]);
  return { facts, again: () => setRound((before) => before + 1) };
}
