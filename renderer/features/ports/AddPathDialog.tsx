/** Adds a port that the operating system does not list. */
import { useState } from 'react';
import type { PortInfo } from '../../../shared/contract/port.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';

export interface AddPathDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onAdded: (port: PortInfo) => void;
}

export function AddPathDialog({ open, onClose, onAdded }: AddPathDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [path, setPath] = useState('');
  const [remember, setRemember] = useState(true);
  const add = async () => {
    const port = await action.run(() => core.ports.addPath({ path: path.trim(), remember }));
    if (port === undefined) return;
    setPath('');
    onAdded(port);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('ports.addPathTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={action.busy}
            disabled={path.trim() === ''}
            data-testid="add"
            onClick={() => void add()}
          >
            {t('ports.add')}
          </Button>
        </>
      }
    >
      <Field
        label={t('ports.path')}
        hint={t('ports.addPathHint')}
        mono
        value={path}
        onText={setPath}
        data-testid="path"
      />
      <Switch
        label={t('ports.remember')}
        hint={t('ports.rememberText')}
        checked={remember}
        onChange={setRemember}
      />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}
