/** Saving outlives this computer: what that means in the field is said before. */
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Commands } from '../../ui/Commands.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface SaveDialogProps {
  readonly open: boolean;
  readonly urlSet: boolean;
  readonly autoOff: boolean;
  readonly commands: readonly string[];
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

export function SaveDialog({ open, urlSet, autoOff, commands, onClose, onConfirm }: SaveDialogProps) {
  const { t, code } = useText();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('moduleSettings.saveTitle')}
      description={t('moduleSettings.saveText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" data-testid="confirm-save" onClick={onConfirm}>
            {t('moduleSettings.saveConfirm')}
          </Button>
        </>
      }
    >
      <Commands label={t('moduleSettings.send')} lines={commands} />
      {urlSet ? <Callout tone="warn">{code('setting', 'urlSaved')}</Callout> : null}
      {autoOff ? null : <Callout>{t('moduleSettings.saveAuto')}</Callout>}
    </Dialog>
  );
}
