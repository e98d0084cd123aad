/** What a module ran, how its upgrades ended, and the settings seen last. */
import type { DeviceDetail } from '../../../shared/contract/devices.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { outcomeTones } from './DeviceRow.tsx';

type Of<Name extends 'versions' | 'upgrades' | 'settings'> = DeviceDetail[Name][number];

export function DeviceHistory({ device }: { readonly device: DeviceDetail }) {
  const texts = useText();
  const { t } = texts;
  return (
    <>
      {device.upgrades.length === 0 ? null : (
        <Card title={t('devices.upgrades')} flush>
          <Table
            caption={t('devices.upgrades')}
            columns={upgradeColumns(texts)}
            rows={device.upgrades.toReversed()}
            rowKey={({ jobId }) => jobId}
          />
        </Card>
      )}
      {device.versions.length === 0 ? null : (
        <Card title={t('devices.versions')} flush>
          <Table
            caption={t('devices.versions')}
            columns={versionColumns(texts)}
            rows={device.versions.toReversed()}
            rowKey={({ firstSeenMs, version }) => `${firstSeenMs} ${version}`}
          />
        </Card>
      )}
      {device.settings.length === 0 ? null : (
        <Card title={t('devices.settings')} hint={t('devices.settingsText')} flush>
          <Table
            caption={t('devices.settings')}
            columns={settingColumns(texts)}
            rows={device.settings}
            rowKey={({ name }) => name}
          />
        </Card>
      )}
    </>
  );
}

function upgradeColumns({ t, code }: Texts): readonly Column<Of<'upgrades'>>[] {
  return [
    { key: 'at', title: t('devices.at'), cell: ({ atMs }) => formatDateTime(atMs) },
    {
      key: 'outcome',
      title: t('devices.outcome'),
      cell: ({ outcome }) => <Badge tone={outcomeTones[outcome]}>{code('outcome', outcome)}</Badge>,
    },
    {
      key: 'versions',
      title: t('devices.fromTo'),
      grow: true,
      mono: true,
      cell: ({ from, to }) => `${from ?? '?'} → ${to ?? '?'}`,
    },
  ];
}

function versionColumns({ t }: Texts): readonly Column<Of<'versions'>>[] {
  return [
    { key: 'version', title: t('module.version'), grow: true, mono: true, cell: ({ version }) => version },
    { key: 'first', title: t('devices.firstSeen'), cell: ({ firstSeenMs }) => formatDateTime(firstSeenMs) },
    { key: 'last', title: t('devices.lastSeen'), cell: ({ lastSeenMs }) => formatDateTime(lastSeenMs) },
  ];
}

function settingColumns({ t, code }: Texts): readonly Column<Of<'settings'>>[] {
  return [
    { key: 'name', title: t('devices.setting'), mono: true, cell: ({ name }) => name },
    {
      key: 'value',
      title: t('devices.value'),
      grow: true,
      mono: true,
      cell: ({ name, value }) => (value === null ? '—' : name === 'KEY' ? `…${value}` : value),
    },
    { key: 'source', title: t('devices.source'), cell: ({ source }) => code('settingSource', source) },
    { key: 'at', title: t('devices.at'), cell: ({ atMs }) => formatDateTime(atMs) },
  ];
}
