/** How much of the record is kept, and what it takes on the disk. */
import { useCallback, useEffect, useState } from 'react';
import type { JournalRetention } from '../../../shared/contract/journalRow.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes, formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { notify } from '../../ui/Toast.tsx';
import { choicesWith, days, keepsLess, sizes, sizeText } from './retention.ts';
import styles from './SettingsPage.module.css';

interface Storage {
  readonly bytes: number;
  readonly indexBytes: number;
  readonly firstMs: number | null;
  readonly retention: JournalRetention;
}

export function RetentionCard() {
  const { t } = useText();
  const core = useCore();
  const [storage, setStorage] = useState<Storage | null>(null);
  const [failed, setFailed] = useState<AppError | null>(null);
  const load = useCallback(
    () => core.journal.storage({}).then(setStorage, (thrown: unknown) => setFailed(AppError.from(thrown))),
    [core],
  );
  useEffect(() => void load(), [load]);
  return (
    <Card title={t('settingsPage.record')} hint={t('settingsPage.recordHint')} data-testid="retention">
      {failed === null ? null : <ErrorNote error={failed} />}
      {storage === null ? (
        failed === null ? (
          <Skeleton lines={3} />
        ) : null
      ) : (
        <div className={styles.rows}>
          <KeyValue
            facts={[
              { name: t('settingsPage.recordSize'), value: formatBytes(storage.bytes) },
              { name: t('settingsPage.indexSize'), value: formatBytes(storage.indexBytes) },
              {
                name: t('settingsPage.recordSince'),
                value: storage.firstMs === null ? t('common.none') : formatDateTime(storage.firstMs),
              },
            ]}
          />
          <Keep key={JSON.stringify(storage.retention)} kept={storage.retention} onKept={load} />
        </div>
      )}
    </Card>
  );
}

interface KeepProps {
  readonly kept: JournalRetention;
  readonly onKept: () => Promise<void>;
}

function Keep({ kept, onKept }: KeepProps) {
  const { t } = useText();
  const core = useCore();
  const { busy, error, run } = useAction();
  const [wanted, setWanted] = useState(kept);
  const [asking, setAsking] = useState(false);
  const changed = JSON.stringify(wanted) !== JSON.stringify(kept);
  const save = async () => {
    setAsking(false);
    if ((await run(() => core.journal.setRetention(wanted))) === undefined) return;
    notify(t('settingsPage.kept'));
    await onKept();
  };
  return (
    <>
      <div className={styles.row}>
        <span>{t('settingsPage.keepSize')}</span>
        <Select
          label={t('settingsPage.keepSize')}
          value={String(wanted.totalBytes)}
          data-testid="keep-size"
          options={choicesWith(sizes, kept.totalBytes).map((bytes) => ({
            value: String(bytes),
            label: sizeText(bytes),
          }))}
          onChange={(value) => setWanted({ ...wanted, totalBytes: Number(value) })}
        />
      </div>
      <div className={styles.row}>
        <span>{t('settingsPage.keepAge')}</span>
        <Select
          label={t('settingsPage.keepAge')}
          value={String(wanted.maxAgeMs)}
          data-testid="keep-age"
          options={choicesWith(days, kept.maxAgeMs).map((ms) => ({
            value: String(ms),
            label: t('settingsPage.days', { count: Math.round(ms / 86_400_000) }),
          }))}
          onChange={(value) => setWanted({ ...wanted, maxAgeMs: Number(value) })}
        />
      </div>
      <div>
        <Button
          look="primary"
          size="s"
          busy={busy}
          disabled={!changed}
          data-testid="keep-save"
          onClick={() => (keepsLess(wanted, kept) ? setAsking(true) : void save())}
        >
          {t('common.save')}
        </Button>
      </div>
      {error === null ? null : <ErrorNote error={error} />}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('settingsPage.keepLessTitle')}
        description={t('settingsPage.keepLessText')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
            <Button look="danger" data-testid="keep-less" onClick={() => void save()}>
              {t('settingsPage.keepLess')}
            </Button>
          </>
        }
      />
    </>
  );
}
