/** One module: what it said, what was done with it, and what a person noted. */
import { useEffect, useState } from 'react';
import type { DeviceSummary } from '../../../shared/contract/devices.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { deviceDetails } from '../../stores/devices.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { notify } from '../../ui/Toast.tsx';
import { DeviceHistory } from './DeviceHistory.tsx';
import styles from './Devices.module.css';
import { DeviceWords } from './DeviceWords.tsx';
import { OwnServerCard } from './OwnServerCard.tsx';

export function DeviceDetailView({ device }: { readonly device: DeviceSummary }) {
  const { t } = useText();
  const core = useCore();
  const { id, lastSeenMs, ban } = device;
  const detail = deviceDetails.useAnswer(id);
  const action = useAction();
  const [forgetting, setForgetting] = useState(false);
  // Every sighting may have added to the history.
  // biome-ignore lint/correctness/useExhaustiveDependencies: lastSeenMs is what says that there is something new.
  useEffect(() => void deviceDetails.ask(id, () => core.devices.get({ id })), [core, id, lastSeenMs]);
  const lift = () => void action.run(() => core.devices.liftBan({ id }));
  return (
    <div className={styles.detail}>
      <Card
        title={device.nickname ?? id}
        actions={
          <Button size="s" look="danger" data-testid="forget" onClick={() => setForgetting(true)}>
            {t('devices.forget')}
          </Button>
        }
      >
        <div className={styles.stack}>
          {ban === null ? null : (
            <Callout
              tone="bad"
              title={t('devices.bannedTitle', { cause: ban.cause })}
              action={
                <Button size="s" busy={action.busy} onClick={lift}>
                  {t('devices.liftBan')}
                </Button>
              }
            >
              {t('devices.bannedText', { time: formatDateTime(ban.atMs) })}
            </Callout>
          )}
          <DeviceFacts device={device} />
          {action.error === null ? null : <ErrorNote error={action.error} />}
        </div>
      </Card>
      <DeviceWords key={`${device.nickname}\n${device.notes}`} device={device} />
      {detail.state === 'done' && detail.value.otaServer !== null ? (
        <OwnServerCard module={detail.value.otaServer} />
      ) : null}
      {detail.state === 'done' ? <DeviceHistory device={detail.value} /> : null}
      {detail.state === 'failed' ? <ErrorNote error={detail.error} /> : null}
      <ForgetDialog id={id} open={forgetting} onClose={() => setForgetting(false)} />
    </div>
  );
}

function DeviceFacts({ device }: { readonly device: DeviceSummary }) {
  const { t } = useText();
  const { id, model, chip, version, portId, firstSeenMs, lastSeenMs, requestsLastDay } = device;
  const kind = [model, chip].filter(Boolean).join(' · ');
  const facts: Fact[] = [{ name: t('devices.id'), value: <CopyText value={id} /> }];
  if (kind !== '') facts.push({ name: t('module.model'), value: kind });
  if (version !== null) facts.push({ name: t('module.version'), value: <CopyText value={version} /> });
  facts.push({ name: t('devices.lastSeen'), value: formatDateTime(lastSeenMs) });
  facts.push({ name: t('devices.firstSeen'), value: formatDateTime(firstSeenMs) });
  if (portId !== null) facts.push({ name: t('devices.port'), value: portId, mono: true });
  facts.push({ name: t('devices.requests'), value: t('devices.requestsValue', { count: requestsLastDay }) });
  return <KeyValue facts={facts} />;
}

interface ForgetDialogProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

function ForgetDialog({ id, open, onClose }: ForgetDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const forget = async () => {
    if ((await action.run(() => core.devices.forget({ id }))) === undefined) return;
    onClose();
    notify(t('devices.forgotten', { id }));
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('devices.forgetTitle', { id })}
      description={t('devices.forgetText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" busy={action.busy} data-testid="forget-yes" onClick={() => void forget()}>
            {t('devices.forget')}
          </Button>
        </>
      }
    >
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}
