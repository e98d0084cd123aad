/** What the own OTA server knows of the same module, and the way there. */
import type { OtaModule } from '../../../shared/contract/otaLedger.ts';
import { formatCount, formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';

export function OwnServerCard({ module }: { readonly module: OtaModule }) {
  const texts = useText();
  const { t } = texts;
  return (
    <Card
      title={t('devices.ownServer')}
      hint={module.ban === null ? undefined : <Badge tone="bad">{t('devices.banned')}</Badge>}
      actions={
        <Button
          size="s"
          data-testid="to-server-module"
          onClick={() => goTo('server', { section: 'modules', shown: module.id })}
        >
          {t('devices.toServer')}
        </Button>
      }
      data-testid="own-server"
    >
      <KeyValue columns={2} facts={factsOf(module, texts)} />
    </Card>
  );
}

function factsOf({ requests, lastSeenMs, version, offer }: OtaModule, { t, code }: Texts): readonly Fact[] {
  if (requests === 0) return [{ name: t('devices.asked'), value: t('devices.neverAsked') }];
  return [
    { name: t('devices.asked'), value: t('devices.askedValue', { count: formatCount(requests) }) },
    { name: t('devices.lastSeen'), value: formatDateTime(lastSeenMs) },
    ...(version === null ? [] : [{ name: t('devices.reported'), value: version, mono: true }]),
    ...(offer === null
      ? []
      : [
          {
            name: t('devices.given'),
            value: `${offer.source} → ${offer.target} · ${code('otaOfferState', offer.state)}`,
          },
        ]),
  ];
}
