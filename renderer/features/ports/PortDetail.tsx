/** One port: what the system knows of it, who the module behind it is, and what can be done. */
import type { ReactNode } from 'react';
import type { ModuleIdentity } from '../../../shared/contract/modem.ts';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { identities } from '../../stores/module.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Ports.module.css';
import { VirtualCard } from './VirtualCard.tsx';

export function PortDetail({ port }: { readonly port: PortInfo }) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const action = useAction();
  const release = async () => {
    if ((await action.run(() => core.ports.release({ id: port.id }))) !== undefined)
      notify(t('ports.released'));
  };
  const present = port.presence === 'present';
  return (
    <div className={styles.detail}>
      <Card
        title={port.label}
        actions={
          <>
            {port.lease === undefined ? null : (
              <Button size="s" busy={action.busy} onClick={() => void release()}>
                {t('ports.release')}
              </Button>
            )}
            <Button
              size="s"
              onClick={() => goTo('terminal', { draft: { port: port.id } })}
              disabled={!present}
            >
              {t('ports.openTerminal')}
            </Button>
            <Button
              size="s"
              disabled={!present}
              onClick={() => goTo('upgrade', { step: 4, draft: { port: port.id } })}
            >
              {t('ports.useForUpgrade')}
            </Button>
          </>
        }
      >
        <KeyValue facts={portFacts(port, texts)} />
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </Card>
      <Identify port={port} />
      {port.kind === 'virtual' ? <VirtualCard port={port} /> : null}
    </div>
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
    if (usb.serialNumber !== undefined) {
      facts.push({ name: t('ports.serialNumber'), value: usb.serialNumber, mono: true });
    }
  }
  const state =
    lease === undefined
      ? t('ports.free')
      : `${t('module.held', { owner: code('leaseOwner', lease.owner) })}, ${t('ports.since', { time: formatDateTime(lease.sinceMs) })}`;
  facts.push({ name: t('ports.state'), value: port.presence === 'gone' ? t('module.gone') : state });
  return facts;
}

function Identify({ port }: { readonly port: PortInfo }) {
  const { t } = useText();
  const core = useCore();
  const identity = identities.useAnswer(port.id);
  const ask = () => void identities.ask(port.id, () => core.modem.identify({ portId: port.id }));
  let body: ReactNode = <p className={styles.quiet}>{t('ports.notIdentified')}</p>;
  if (identity.state === 'busy') body = <Skeleton lines={4} />;
  if (identity.state === 'failed') body = <ErrorNote error={identity.error} />;
  if (identity.state === 'done') body = <IdentityFacts identity={identity.value} />;
  return (
    <Card
      title={t('module.identityTitle')}
      actions={
        <Button
          size="s"
          busy={identity.state === 'busy'}
          disabled={port.presence === 'gone'}
          data-testid="identify"
          onClick={ask}
        >
          {t('ports.identify')}
        </Button>
      }
    >
      {body}
    </Card>
  );
}

function IdentityFacts({ identity }: { readonly identity: ModuleIdentity }) {
  const { t } = useText();
  const facts: Fact[] = [{ name: t('module.version'), value: <CopyText value={identity.version} /> }];
  const model = [identity.model, identity.chip].filter(Boolean).join(' · ');
  if (model !== '') facts.push({ name: t('module.model'), value: model });
  if (identity.imei !== undefined)
    facts.push({ name: t('module.imei'), value: <CopyText value={identity.imei} /> });
  if (identity.signalDbm !== undefined)
    facts.push({ name: t('module.signal'), value: `${identity.signalDbm} dBm` });
  return <KeyValue facts={facts} />;
}
