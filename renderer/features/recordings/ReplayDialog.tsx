/** A recording as one more port: the same bytes, at the same pace or faster. */
import { useState } from 'react';
import type { Recording } from '../../../shared/contract/report.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatBytes, formatTook } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { notify } from '../../ui/Toast.tsx';
import styles from './Recordings.module.css';

export interface ReplayDialogProps {
  readonly recording: Recording;
  readonly onClose: () => void;
}

const speeds = ['1', '10', '100', '1000'] as const;
type Speed = (typeof speeds)[number];

export function ReplayDialog({ recording, onClose }: ReplayDialogProps) {
  const { t } = useText();
  const core = useCore();
  const { busy, error, run } = useAction();
  const [portId, setPortId] = useState(recording.ports[0]?.portId ?? '');
  const [speed, setSpeed] = useState<Speed>('1');
  const start = async () => {
    const wanted = { recordingId: recording.id, portId, speed: Number(speed) };
    const port = await run(() => core.report.replay(wanted));
    if (port === undefined) return;
    notify(t('recordings.started', { port: port.label }), t('recordings.startedText'));
    onClose();
    goTo('ports');
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('recordings.replayTitle')}
      description={t('recordings.replayText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={busy}
            disabled={portId === ''}
            data-testid="replay-start"
            onClick={() => void start()}
          >
            {t('recordings.replayStart')}
          </Button>
        </>
      }
    >
      <div className={styles.labelled}>
        <span className={styles.label}>{t('recordings.port')}</span>
        <Select
          label={t('recordings.port')}
          value={portId}
          mono
          options={recording.ports.map((port) => ({
            value: port.portId,
            label: port.portId,
            hint: formatBytes(port.bytes),
          }))}
          onChange={setPortId}
        />
      </div>
      <div className={styles.labelled}>
        <span className={styles.label}>{t('recordings.speed')}</span>
        <Segmented
          label={t('recordings.speed')}
          value={speed}
          segments={speeds.map((value) => ({ value, label: `${value}×`, testId: `speed-${value}` }))}
          onChange={setSpeed}
        />
        {recording.times === 'none' ? null : (
          <span className={styles.quiet}>
            {t('recordings.lasts', { time: formatTook((recording.toMs - recording.fromMs) / Number(speed)) })}
          </span>
        )}
      </div>
      {error === null ? null : <ErrorNote error={error} />}
    </Dialog>
  );
}
