/** Who the module says it is. */
import type { ModuleIdentity } from '../../../shared/contract/modem.ts';
import type { TextKey } from '../../i18n/index.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';

export function IdentityCard({ identity }: { readonly identity: ModuleIdentity }) {
  const { t } = useText();
  return (
    <Card title={t('module.identityTitle')} landing="answered" data-testid="identity">
      <KeyValue facts={identityFacts(identity, t)} />
    </Card>
  );
}

const simKeys: Readonly<Record<ModuleIdentity['sim'], TextKey>> = {
  ready: 'module.simReady',
  absent: 'module.simAbsent',
  locked: 'module.simLocked',
  unknown: 'module.simUnknown',
};
const registrationKeys: readonly TextKey[] = [
  'module.reg0',
  'module.reg1',
  'module.reg2',
  'module.reg3',
  'module.reg4',
  'module.reg5',
];

export function identityFacts(identity: ModuleIdentity, t: Texts['t']): readonly Fact[] {
  const facts: Fact[] = [{ name: t('module.version'), value: identity.version, mono: true }];
  const model = [identity.model, identity.chip].filter(Boolean).join(' · ');
  if (model !== '') facts.push({ name: t('module.model'), value: model });
  if (identity.imei !== undefined)
    facts.push({ name: t('module.imei'), value: <CopyText value={identity.imei} /> });
  if (identity.iccid !== undefined)
    facts.push({ name: t('module.iccid'), value: identity.iccid, mono: true });
  facts.push({ name: t('module.sim'), value: t(simKeys[identity.sim]) });
  const network = networkText(identity, t);
  if (network !== '') facts.push({ name: t('module.network'), value: network });
  if (identity.signalDbm !== undefined)
    facts.push({ name: t('module.signal'), value: `${identity.signalDbm} dBm` });
  return facts;
}

function networkText(identity: ModuleIdentity, t: Texts['t']): string {
  const key = identity.registration === undefined ? undefined : registrationKeys[identity.registration];
  const parts = key === undefined ? [] : [t(key)];
  if (identity.attached !== undefined)
    parts.push(t(identity.attached ? 'module.attached' : 'module.notAttached'));
  return parts.join(' · ');
}
