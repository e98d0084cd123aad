/** Many upgrades in numbers: how they ended, how long they took, what went wrong, and each by itself. */
import { ChartColumn } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { UpgradeRow, UpgradeTable } from '../../../shared/contract/report.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatTook } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { isActive, useJobs } from '../../stores/jobs.ts';
import { goTo } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CauseBars } from './CauseBars.tsx';
import { CertificateDialog } from './CertificateDialog.tsx';
import { DurationBars } from './DurationBars.tsx';
import styles from './Reports.module.css';
import { SaveAs } from './SaveAs.tsx';
import { UpgradeRows } from './UpgradeRows.tsx';
import { type Range, rangeFrom, ranges, tones } from './upgradeView.ts';

export function UpgradesTab() {
  const { t } = useText();
  const core = useCore();
  const [range, setRange] = useState<Range>('all');
  const [certify, setCertify] = useState<UpgradeRow | null>(null);
  const { table, error } = useUpgrades(range);
  const empty = table !== null && table.rows.length === 0;
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Segmented
          label={t('reports.range')}
          value={range}
          segments={ranges.map((value) => ({ value, label: t(`reports.range_${value}`) }))}
          onChange={setRange}
        />
        <div className={styles.actions}>
          {(['csv', 'json'] as const).map((format) => (
            <SaveAs
              key={format}
              size="s"
              label={t('reports.exportAs', { format: format.toUpperCase() })}
              fileName={`airdock-upgrades.${format}`}
              disabled={table === null || empty}
              testId={`upgrades-${format}`}
              make={(place) =>
                core.report.upgradesFile({ format, ...rangeFrom(range, Date.now()), ...place })
              }
            />
          ))}
        </div>
      </div>
      {error === null ? null : <ErrorNote error={error} />}
      {table === null && error === null ? <Skeleton lines={6} /> : null}
      {empty ? (
        <Card>
          <EmptyState
            picture={<ChartColumn />}
            title={t('reports.noUpgrades')}
            action={<Button onClick={() => goTo('upgrade', { step: 2 })}>{t('reports.startUpgrade')}</Button>}
          >
            {t('reports.noUpgradesText')}
          </EmptyState>
        </Card>
      ) : null}
      {table === null || empty ? null : (
        <>
          <Summary table={table} />
          <UpgradeRows rows={table.rows} onCertify={setCertify} />
        </>
      )}
      {certify === null ? null : (
        <CertificateDialog key={certify.jobId} upgrade={certify} onClose={() => setCertify(null)} />
      )}
    </div>
  );
}

/** Asked anew whenever another upgrade has ended. */
function useUpgrades(range: Range) {
  const core = useCore();
  const [table, setTable] = useState<UpgradeTable | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const ended = useJobs(({ jobs }) => jobs.filter((job) => job.kind === 'upgrade' && !isActive(job)).length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of ended upgrades is the occasion, not an input
  useEffect(() => {
    const abort = new AbortController();
    core.report.upgrades(rangeFrom(range, Date.now()), { signal: abort.signal }).then(
      (answer) => {
        setError(null);
        setTable(answer);
      },
      (thrown: unknown) => (abort.signal.aborted ? undefined : setError(AppError.from(thrown))),
    );
    return () => abort.abort();
  }, [core, range, ended]);
  return { table, error };
}

function Summary({ table }: { readonly table: UpgradeTable }) {
  const { t, code } = useText();
  return (
    <div className={styles.charts}>
      <Card title={t('reports.durations')}>
        <div className={styles.stack}>
          <p className={styles.outcomes} data-testid="upgrade-outcomes">
            {table.outcomes.map(({ outcome, count }) => (
              <Badge key={outcome} tone={tones[outcome]}>
                {code('outcome', outcome)} {count}
              </Badge>
            ))}
            {table.medianMs === null ? null : (
              <span className={styles.quiet}>
                {t('reports.median', { time: formatTook(table.medianMs) })}
              </span>
            )}
          </p>
          <DurationBars bars={table.durations} />
        </div>
      </Card>
      <Card title={t('reports.causes')}>
        <CauseBars causes={table.causes} />
      </Card>
    </div>
  );
}
