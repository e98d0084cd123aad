/** Every module that was seen on this computer: who it is, what it runs, how its last upgrade ended. */
import { Copy, Cpu } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { imeiLines, matchesDevice, useDevices } from '../../stores/devices.ts';
import { goTo, useRoute } from '../../stores/route.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { notify } from '../../ui/Toast.tsx';
import { DeviceDetailView } from './DeviceDetailView.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import styles from './Devices.module.css';

export function DevicesPage() {
  const { t } = useText();
  const { loaded, devices } = useDevices();
  // The server's page leads here with the identity in the address.
  const named = useRoute((route) => route.shown);
  const [selected, setSelected] = useState<string | null>(null);
  const [word, setWord] = useState('');
  const shown = devices.filter((device) => matchesDevice(device, word));
  const chosen = shown.find(({ id }) => id === (selected ?? named)) ?? shown[0];
  const imeis = imeiLines(shown);
  const copy = async () => {
    if (await copyToClipboard(imeis)) notify(t('devices.copied', { count: imeis.split('\n').length }));
  };
  return (
    <Page
      title={t('devices.title')}
      lead={t('devices.lead')}
      actions={
        <Button icon={<Copy />} disabled={imeis === ''} data-testid="copy-imeis" onClick={() => void copy()}>
          {t('devices.copyImeis')}
        </Button>
      }
    >
      {!loaded ? <Skeleton /> : null}
      {loaded && devices.length === 0 ? (
        <Card>
          <EmptyState
            picture={<Cpu />}
            title={t('devices.empty')}
            action={<Button onClick={() => goTo('ports')}>{t('devices.toPorts')}</Button>}
          >
            {t('devices.emptyText')}
          </EmptyState>
        </Card>
      ) : null}
      {devices.length === 0 ? null : (
        <div className={styles.split}>
          <div className={styles.column}>
            <Field
              label={t('devices.search')}
              hideLabel
              placeholder={t('devices.search')}
              value={word}
              onText={setWord}
              data-testid="search-devices"
            />
            <Card flush>
              {shown.length === 0 ? <p className={styles.nothing}>{t('devices.noMatch')}</p> : null}
              <ul>
                {shown.map((device) => (
                  <DeviceRow
                    key={device.id}
                    device={device}
                    selected={device.id === chosen?.id}
                    onSelect={() => setSelected(device.id)}
                  />
                ))}
              </ul>
            </Card>
          </div>
          {chosen === undefined ? null : <DeviceDetailView key={chosen.id} device={chosen} />}
        </div>
      )}
    </Page>
  );
}
