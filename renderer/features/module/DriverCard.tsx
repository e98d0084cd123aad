/** Which driver would do it, what in the module's answers says so, and the way to force another one. */
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { useText } from '../../i18n/useText.ts';
import { wayOf } from '../../stores/draft.ts';
import { useDrivers } from '../../stores/drivers.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Module.module.css';

const automatic = 'automatic';

export function DriverCard({ ways }: { readonly ways: Preflight['ways'] | null }) {
  const { t, code } = useText();
  const draft = useDraft();
  const way = wayOf(draft);
  const fitting = useDrivers().filter((driver) => driver.ways.includes(way));
  const found = ways?.find((candidate) => candidate.way === way);
  return (
    <Card title={t('module.driverTitle')} data-testid="driver">
      <div className={styles.source}>
        {found === undefined ? null : found.driver === null ? (
          <Callout tone="warn">{code('way', found.reason)}</Callout>
        ) : (
          <Chosen driver={found.driver} />
        )}
        {found !== undefined && found.driver !== null && !found.possible ? (
          <Callout tone="warn">{code('way', found.reason)}</Callout>
        ) : null}
        <div className={styles.labelled}>
          <p className={styles.label}>{t('module.driverChoose')}</p>
          <Select
            label={t('module.driverChoose')}
            value={draft.driver ?? automatic}
            data-testid="driver-select"
            options={[
              { value: automatic, label: t('module.driverAuto') },
              ...fitting.map(({ id }) => ({ value: id, label: code('driver', id) })),
            ]}
            onChange={(next) => choose({ driver: next === automatic ? null : next })}
          />
          <p className={styles.quiet}>{t('module.driverHint')}</p>
        </div>
      </div>
    </Card>
  );
}

type Driver = NonNullable<Preflight['ways'][number]['driver']>;

function Chosen({ driver: { id, reason, evidence, forced } }: { readonly driver: Driver }) {
  const { t, code } = useText();
  return (
    <div className={styles.driver} data-testid="driver-chosen" data-driver={id}>
      <p className={styles.driverName}>
        {code('driver', id)}
        {forced ? <Badge tone="warn">{t('module.driverForced')}</Badge> : null}
      </p>
      {reason === null ? null : <p className={styles.quiet}>{code('driverReason', reason)}</p>}
      {evidence === null ? null : (
        <p className={styles.quiet}>
          {t('module.driverEvidence')} <code className={styles.evidence}>{evidence}</code>
        </p>
      )}
    </div>
  );
}
