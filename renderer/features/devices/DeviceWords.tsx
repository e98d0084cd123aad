/** What a person notes about a module: its nickname and everything else worth knowing. */
import { type FormEvent, useId, useState } from 'react';
import type { DeviceSummary } from '../../../shared/contract/devices.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Devices.module.css';

export function DeviceWords({ device }: { readonly device: DeviceSummary }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const notesId = useId();
  const [nickname, setNickname] = useState(device.nickname ?? '');
  const [notes, setNotes] = useState(device.notes);
  const changed = nickname.trim() !== (device.nickname ?? '') || notes !== device.notes;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    const words = { id: device.id, nickname: nickname.trim(), notes };
    if ((await action.run(() => core.devices.describe(words))) !== undefined) notify(t('devices.saved'));
  };
  return (
    <Card title={t('devices.words')}>
      <form className={styles.words} onSubmit={(event) => void save(event)}>
        <Field
          label={t('ports.nickname')}
          value={nickname}
          maxLength={40}
          onText={setNickname}
          data-testid="device-nickname"
        />
        <div className={styles.notes}>
          <label htmlFor={notesId}>{t('devices.notes')}</label>
          <textarea
            id={notesId}
            rows={3}
            maxLength={4000}
            value={notes}
            onChange={(event) => setNotes(event.target.value)}
            data-testid="device-notes"
          />
        </div>
        <div>
          <Button type="submit" busy={action.busy} disabled={!changed} data-testid="save-device">
            {t('common.save')}
          </Button>
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </form>
    </Card>
  );
}
