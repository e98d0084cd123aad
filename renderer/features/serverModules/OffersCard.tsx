/** Upgrades that a module was handed, the newest first. */
import type { OtaOffer } from '../../../shared/contract/otaLedger.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table } from '../../ui/Table.tsx';
import { offerTones } from './ModuleLine.tsx';

export function OffersCard({ offers }: { readonly offers: readonly OtaOffer[] }) {
  const { t, code } = useText();
  if (offers.length === 0) return null;
  return (
    <Card title={t('serverModules.offers')} flush data-testid="offers">
      <Table
        caption={t('serverModules.offers')}
        rows={offers.toReversed()}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'at',
            title: t('serverModules.at'),
            cell: ({ lastServedMs }) => formatDateTime(lastServedMs),
          },
          {
            key: 'state',
            title: t('serverModules.state'),
            cell: ({ state }) => <Badge tone={offerTones[state]}>{code('otaOfferState', state)}</Badge>,
          },
          {
            key: 'versions',
            title: t('serverModules.fromTo'),
            grow: true,
            mono: true,
            cell: ({ source, target }) => `${source} → ${target}`,
          },
          {
            key: 'servings',
            title: t('serverModules.served'),
            align: 'right',
            cell: ({ servings }) => servings,
          },
        ]}
      />
    </Card>
  );
}
