/** Taking a change back is a write like any other: the line first, then the read-back. */
import type { SettingChange } from '../../../shared/contract/modem.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { keepSettings, useKnownSettings, withChanges } from '../../stores/settingsOfModules.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Commands } from '../../ui/Commands.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { notify } from '../../ui/Toast.tsx';

export interface UndoDialogProps {
  readonly portId: string | null;
  readonly change: SettingChange | null;
  readonly onClose: () => void;
}

export function UndoDialog({ portId, change, onClose }: UndoDialogProps) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const known = useKnownSettings(portId);
  const isTry = change?.undo === 'emptyBefore';
  const close = () => {
    action.clear();
    onClose();
  };
  const undo = async () => {
    if (portId === null || change === null) return;
    const done = await action.run(() =>
      core.modem.undoSetting({ portId, changeId: change.id, ...(isTry ? { tryEmpty: true } : {}) }),
    );
    const changes = await core.modem.settingChanges({ portId }).catch(() => known.changes);
    keepSettings(portId, {
      changes,
      settings: withChanges(known.settings, done === undefined ? [] : [done]),
    });
    if (done === undefined) return;
    notify(`${done.name}: ${code('settingOutcome', done.outcome)}`);
    close();
  };
  return (
    <Dialog
      open={change !== null}
      onClose={close}
      title={t('moduleSettings.undoTitle', { name: change?.name ?? '' })}
      description={t('moduleSettings.undoText')}
      actions={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button look="primary" busy={action.busy} data-testid="undo-confirm" onClick={() => void undo()}>
            {t(isTry ? 'moduleSettings.undoTry' : 'moduleSettings.undo')}
          </Button>
        </>
      }
    >
      {change?.undoCommand == null ? null : (
        <Commands label={t('moduleSettings.send')} lines={[change.undoCommand]} />
      )}
      {isTry ? <Callout tone="warn">{t('moduleSettings.undoTryText')}</Callout> : null}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}
