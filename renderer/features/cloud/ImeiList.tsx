/** The devices of the list, and those that were seen and are not in it. */
import { Plus, X } from 'lucide-react';
import type { CloudDevice } from '../../../shared/contract/cloud.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import styles from './Cloud.module.css';

export interface ImeiListProps {
  readonly imeis: readonly string[];
  readonly devices: readonly CloudDevice[];
  readonly onChange: (imeis: readonly string[]) => void;
}

/** A list of thousands is for its file; the first ones are enough to recognise it. */
const shown = 100;

export function ImeiList({ imeis, devices, onChange }: ImeiListProps) {
  const { t } = useText();
  const missing = devices.filter(({ imei }) => !imeis.includes(imei));
  const byImei = new Map(devices.map((device) => [device.imei, device]));
  return (
    <div className={styles.lists}>
      <section aria-label={t('cloud.listed')}>
        <div className={styles.listHead}>
          <h3 className={styles.label}>{t('cloud.listedCount', { count: imeis.length })}</h3>
          <Button size="s" look="ghost" disabled={imeis.length === 0} onClick={() => onChange([])}>
            {t('cloud.clear')}
          </Button>
        </div>
        <ul className={styles.list} data-testid="imei-list">
          {imeis.slice(0, shown).map((imei) => (
            <li key={imei} className={styles.device}>
              <code>{imei}</code>
              <DeviceNote device={byImei.get(imei)} />
              <IconButton
                label={t('cloud.removeImei', { imei })}
                icon={<X />}
                onClick={() => onChange(imeis.filter((other) => other !== imei))}
              />
            </li>
          ))}
          {imeis.length > shown ? (
            <li className={styles.quiet}>{t('cloud.moreImeis', { count: imeis.length - shown })}</li>
          ) : null}
        </ul>
      </section>
      <section aria-label={t('cloud.seen')}>
        <div className={styles.listHead}>
          <h3 className={styles.label}>{t('cloud.seen')}</h3>
          <Button
            size="s"
            look="ghost"
            disabled={missing.length === 0}
            data-testid="imei-add-all"
            onClick={() => onChange([...imeis, ...missing.map(({ imei }) => imei)])}
          >
            {t('cloud.addAll')}
          </Button>
        </div>
        {missing.length === 0 ? <p className={styles.quiet}>{t('cloud.noneSeen')}</p> : null}
        <ul className={styles.list}>
          {missing.slice(0, shown).map((device) => (
            <li key={device.imei} className={styles.device}>
              <code>{device.imei}</code>
              <DeviceNote device={device} />
              <IconButton
                label={t('cloud.addImei', { imei: device.imei })}
                icon={<Plus />}
                onClick={() => onChange([...imeis, device.imei])}
              />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function DeviceNote({ device }: { readonly device: CloudDevice | undefined }) {
  const { t } = useText();
  if (device === undefined) return <span />;
  const { connected, model, version, lastSeenMs, luhn } = device;
  return (
    <span className={styles.note}>
      {connected ? <Badge tone="ok">{t('cloud.connected')}</Badge> : null}
      {luhn ? null : <Badge tone="warn">{t('cloud.luhn')}</Badge>}
      {model ?? version ?? ''} {connected ? '' : formatDateTime(lastSeenMs)}
    </span>
  );
}
