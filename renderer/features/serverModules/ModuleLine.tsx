/** One module in the ledger. */
import { memo } from 'react';
import type { OtaModule, OtaOffer } from '../../../shared/contract/otaLedger.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './Modules.module.css';

export const offerTones: Readonly<Record<OtaOffer['state'], Tone>> = {
  ...{ waiting: 'accent', succeeded: 'ok', suspected: 'warn', failed: 'bad' },
};

export interface ModuleLineProps {
  /** Undefined while it is being read. */
  readonly module: OtaModule | undefined;
  readonly index: number;
  readonly selected: boolean;
  readonly onChoose: (id: string, index: number) => void;
}

export const ModuleLine = memo(function ModuleLine({ module, index, selected, onChoose }: ModuleLineProps) {
  const { t, code } = useText();
  if (module === undefined) return <div className={styles.line} aria-busy="true" />;
  const { id, firmwareName, version, lastSeenMs, requests, ban, bench, offer } = module;
  return (
    // Keys are handled by the list, which holds the focus for all of its rows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={`module-${id}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={classes(styles.line, selected && styles.selected)}
      data-testid="module"
      onClick={() => onChoose(id, index)}
    >
      <span className={styles.who}>{id}</span>
      <span className={styles.badges}>
        {bench ? <Badge>{t('serverModules.bench')}</Badge> : null}
        {ban !== null ? (
          <Badge tone="bad">{t('serverModules.banned')}</Badge>
        ) : offer === null ? null : (
          <Badge tone={offerTones[offer.state]}>{code('otaOfferState', offer.state)}</Badge>
        )}
      </span>
      <span className={styles.what}>
        {[firmwareName, version ?? t('serverModules.noVersion')].filter(Boolean).join(' · ')}
      </span>
      <span className={styles.small}>
        {requests === 0 ? t('serverModules.notYet') : formatDateTime(lastSeenMs)}
      </span>
    </div>
  );
});
