/** Every upgrade by itself, newest first, each one click from its story and from its certificate. */
import { Award } from 'lucide-react';
import { useState } from 'react';
import type { UpgradeRow } from '../../../shared/contract/report.ts';
import { formatCount, formatDateTime, formatTook } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Reports.module.css';
import { tones } from './upgradeView.ts';

/** At once in the page; more on demand. */
const page = 100;

export interface UpgradeRowsProps {
  readonly rows: readonly UpgradeRow[];
  readonly onCertify: (upgrade: UpgradeRow) => void;
}

export function UpgradeRows({ rows, onCertify }: UpgradeRowsProps) {
  const { t, code } = useText();
  const [count, setCount] = useState(page);
  const unknown = t('common.unknown');
  return (
    <Card flush data-testid="upgrade-rows">
      <Table
        caption={t('reports.upgrades')}
        rows={rows.toReversed().slice(0, count)}
        rowKey={({ jobId }) => jobId}
        columns={[
          { key: 'imei', title: 'IMEI', cell: ({ imei }) => imei ?? unknown, mono: true },
          {
            key: 'outcome',
            title: t('reports.verdict'),
            cell: ({ outcome }) => <Badge tone={tones[outcome]}>{code('outcome', outcome)}</Badge>,
          },
          {
            key: 'versions',
            title: t('reports.versions'),
            grow: true,
            cell: ({ jobId, from, to }) => (
              <button
                type="button"
                className={styles.versions}
                onClick={() => goTo('upgrade', { step: 5, draft: { job: jobId } })}
              >
                {from ?? unknown} → {to ?? unknown}
              </button>
            ),
          },
          { key: 'code', title: t('reports.rawCode'), cell: ({ rawCode }) => rawCode ?? '', mono: true },
          {
            key: 'began',
            title: t('reports.began'),
            cell: ({ startedAtMs }) => formatDateTime(startedAtMs),
          },
          {
            key: 'took',
            title: t('reports.took'),
            align: 'right',
            cell: ({ durationMs }) => formatTook(durationMs),
          },
          {
            key: 'certificate',
            title: t('reports.certificate'),
            cell: (upgrade) => (
              <Button
                size="s"
                look="ghost"
                icon={<Award />}
                data-testid={`certify-${upgrade.jobId}`}
                onClick={() => onCertify(upgrade)}
              >
                {t('reports.certify')}
              </Button>
            ),
          },
        ]}
      />
      {rows.length > count ? (
        <div className={styles.more}>
          <Button size="s" onClick={() => setCount(count + page)}>
            {t('reports.moreRows', { count: formatCount(rows.length - count) })}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
