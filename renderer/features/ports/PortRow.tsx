/** One port in the list. */
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge, Dot } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './Ports.module.css';
import { portState, roleKeys } from './portView.ts';

export interface PortRowProps {
  readonly port: PortInfo;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

export function PortRow({ port, selected, onSelect }: PortRowProps) {
  const { t, code } = useText();
  const { tone, key, owner, waits } = portState(port);
  const { guess, reason, certainty } = port.role;
  const why = code('portRole', reason);
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={classes(styles.port, selected && styles.selected)}
        aria-pressed={selected}
        data-testid={`port-${port.id}`}
        onClick={onSelect}
      >
        <span className={styles.portName}>
          {port.nickname === undefined ? port.label : `${port.nickname} · ${port.path}`}
        </span>
        <Badge tone={guess === 'at' ? 'ok' : 'neutral'}>{t(roleKeys[guess])}</Badge>
        <span className={styles.portReason}>{certainty === 'guess' ? t('ports.guessed', { why }) : why}</span>
        <span className={styles.portState}>
          <Dot tone={tone} pulse={waits} />
          {t(key, owner === undefined ? {} : { owner: code('leaseOwner', owner) })}
        </span>
      </button>
    </li>
  );
}
