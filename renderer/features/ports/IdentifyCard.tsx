/** Who is behind a port, as it says itself. */
import type { ReactNode } from 'react';
import type { ModuleIdentity } from '../../../shared/contract/modem.ts';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { identities } from '../../stores/module.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Ports.module.css';

export function IdentifyCard({ port }: { readonly port: PortInfo }) {
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
          disabled={port.presence === 'gone' || port.guarded === true}
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
