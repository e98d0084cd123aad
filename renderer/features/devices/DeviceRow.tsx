/** One module in the list. */
import type { DeviceSummary } from '../../../shared/contract/devices.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './Devices.module.css';

type Outcome = NonNullable<DeviceSummary['lastUpgrade']>['outcome'];

export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
  unproven: 'warn',
  interrupted: 'warn',
};

export interface DeviceRowProps {
  readonly device: DeviceSummary;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

export function DeviceRow({ device, selected, onSelect }: DeviceRowProps) {
  const { t, code } = useText();
  const { id, nickname, model, chip, version, lastSeenMs, lastUpgrade, ban } = device;
  const kind = [model, chip].filter(Boolean).join(' · ');
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={classes(styles.device, selected && styles.selected)}
        aria-pressed={selected}
        data-testid={`device-${id}`}
        onClick={onSelect}
      >
        <span className={styles.name}>{nickname ?? id}</span>
        {ban !== null ? (
          <Badge tone="bad">{t('devices.banned')}</Badge>
        ) : lastUpgrade === null ? (
          <span />
        ) : (
          <Badge tone={outcomeTones[lastUpgrade.outcome]}>{code('outcome', lastUpgrade.outcome)}</Badge>
        )}
        <span className={styles.small}>
          {[nickname === null ? '' : id, kind].filter(Boolean).join(' · ')}
        </span>
        <span className={styles.small}>{formatDateTime(lastSeenMs)}</span>
        <span className={styles.version}>{version ?? t('devices.noVersion')}</span>
      </button>
    </li>
  );
}
