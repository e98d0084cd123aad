/** The map of the flash in words. */
import { formatAddress, formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Table } from '../../ui/Table.tsx';
import type { FlashZone } from './flashLayout.ts';

export function ZoneTable({ zones }: { readonly zones: readonly FlashZone[] }) {
  const { t, code } = useText();
  return (
    <Table
      caption={t('inspect.flash')}
      rows={zones}
      rowKey={(zone) => `${zone.device ?? ''} ${zone.name} ${zone.address}`}
      columns={[
        { key: 'name', title: t('inspect.zone'), cell: (zone) => zone.name, mono: true },
        { key: 'role', title: t('firmware.role'), cell: (zone) => code('role', zone.role), grow: true },
        {
          key: 'start',
          title: t('firmware.address'),
          cell: (zone) => formatAddress(zone.address),
          mono: true,
        },
        {
          key: 'end',
          title: t('inspect.end'),
          cell: (zone) => formatAddress(zone.address + zone.sizeBytes),
          mono: true,
        },
        {
          key: 'size',
          title: t('firmware.size'),
          cell: (zone) => formatBytes(zone.sizeBytes),
          align: 'right',
        },
        {
          key: 'used',
          title: t('inspect.used'),
          cell: (zone) => formatBytes(zone.usedBytes),
          align: 'right',
        },
        {
          key: 'free',
          title: t('inspect.free'),
          cell: (zone) => formatBytes(Math.max(0, zone.sizeBytes - zone.usedBytes)),
          align: 'right',
        },
      ]}
    />
  );
}
