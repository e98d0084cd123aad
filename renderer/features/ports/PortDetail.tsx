/** One port: what the system knows of it, who the module behind it is, and what can be done. */
import type { ReactNode } from 'react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { PortLock } from '../../ui/PortLock.tsx';
import { notify } from '../../ui/Toast.tsx';
import { IdentifyCard } from './IdentifyCard.tsx';
import { PortSettings } from './PortSettings.tsx';
import styles from './Ports.module.css';
import { portState } from './portView.ts';
import { VirtualCard } from './VirtualCard.tsx';
import { WaitingNote } from './WaitingNote.tsx';

export interface PortDetailProps {
  readonly port: PortInfo;
  readonly onSelect: (id: string) => void;
  readonly knobs: (portId: string) => ReactNode;
}

export function PortDetail({ port, onSelect, knobs }: PortDetailProps) {
  const texts = useText();
  const action = useAction();
  return (
    <div className={styles.detail}>
      <Card title={port.nickname ?? port.label} actions={<PortActions port={port} action={action} />}>
        <div className={styles.notes}>
          <WaitingNote port={port} onSelect={onSelect} />
          {port.trouble === undefined || port.waiting !== undefined ? null : (
            <ErrorNote error={port.trouble} title={texts.t('ports.troubleTitle')} />
          )}
          <KeyValue facts={portFacts(port, texts)} />
          <PortLock port={port} />
          {action.error === null ? null : <ErrorNote error={action.error} />}
        </div>
      </Card>
      <PortSettings port={port} />
      <IdentifyCard port={port} />
      {port.kind === 'virtual' ? <VirtualCard port={port} /> : null}
      {port.kind === 'virtual' ? knobs(port.id) : null}
    </div>
  );
}

interface PortActionsProps {
  readonly port: PortInfo;
  readonly action: ReturnType<typeof useAction>;
}

function PortActions({ port, action }: PortActionsProps) {
  const { t } = useText();
  const core = useCore();
  const present = port.presence === 'present';
  const free = present && port.guarded !== true;
  const release = async () => {
    if ((await action.run(() => core.ports.release({ id: port.id }))) !== undefined)
      notify(t('ports.released'));
  };
  const forget = () => void action.run(() => core.ports.removePath({ path: port.path }));
  return (
    <>
      {port.lease === undefined ? null : (
        <Button
          size="s"
          busy={action.busy}
          disabled={port.guarded === true}
          data-testid="release"
          onClick={() => void release()}
        >
          {t('ports.release')}
        </Button>
      )}
      {(port.kind === 'tcp' || port.kind === 'pty') && port.lease === undefined ? (
        <Button size="s" data-testid="remove-path" onClick={forget}>
          {t('ports.removePath')}
        </Button>
      ) : null}
      <Button size="s" onClick={() => goTo('terminal', { draft: { port: port.id } })} disabled={!present}>
        {t('ports.openTerminal')}
      </Button>
      <Button
        size="s"
        disabled={!free}
        data-testid="open-settings"
        onClick={() => goTo('moduleSettings', { draft: { port: port.id, many: false } })}
      >
        {t('moduleSettings.short')}
      </Button>
      <Button
        size="s"
        disabled={!free}
        onClick={() => goTo('upgrade', { step: 4, draft: { port: port.id } })}
      >
        {t('ports.useForUpgrade')}
      </Button>
    </>
  );
}

function portFacts(port: PortInfo, { t, code }: Texts): readonly Fact[] {
  const facts: Fact[] = [{ name: t('ports.path'), value: <CopyText value={port.path} /> }];
  const { usb, lease } = port;
  if (usb !== undefined) {
    const ids = [usb.vendorId, usb.productId].filter(Boolean).join(':');
    const details =
      usb.interfaceNumber === undefined ? [] : [t('ports.interfaceNumber', { number: usb.interfaceNumber })];
    facts.push({ name: t('ports.usb'), value: [ids, ...details].join(' · '), mono: true });
    if (usb.manufacturer !== undefined)
      facts.push({ name: t('ports.manufacturer'), value: usb.manufacturer });
    facts.push({ name: t('ports.serialNumber'), value: usb.serialNumber ?? t('common.none'), mono: true });
    if (usb.location !== undefined)
      facts.push({ name: t('ports.location'), value: usb.location, mono: true });
  }
  const { key, owner } = portState(port);
  const state = t(key, owner === undefined ? {} : { owner: code('leaseOwner', owner) });
  const since = lease === undefined ? '' : `, ${t('ports.since', { time: formatDateTime(lease.sinceMs) })}`;
  facts.push({ name: t('ports.state'), value: `${state}${since}` });
  return facts;
}
