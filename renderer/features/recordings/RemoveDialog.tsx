/** Asks before a recording is forgotten. */
import type { Recording } from '../../../shared/contract/report.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { goTo } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

export interface RemoveDialogProps {
  /** Null while nothing is asked. */
  readonly recording: Recording | null;
  readonly onClose: () => void;
}

export function RemoveDialog({ recording, onClose }: RemoveDialogProps) {
  const { t } = useText();
  const core = useCore();
  const { busy, error, run } = useAction();
  const remove = async () => {
    if (recording === null) return;
    if ((await run(() => core.report.remove({ recordingId: recording.id }))) === undefined) return;
    onClose();
    goTo('recordings');
  };
  return (
    <Dialog
      open={recording !== null}
      onClose={onClose}
      title={t('recordings.removeTitle')}
      description={t('recordings.removeText', { name: recording?.fileName ?? '' })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" busy={busy} data-testid="recording-remove" onClick={() => void remove()}>
            {t('common.remove')}
          </Button>
        </>
      }
    >
      {error === null ? undefined : <ErrorNote error={error} />}
    </Dialog>
  );
}
