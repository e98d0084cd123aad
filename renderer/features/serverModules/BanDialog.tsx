/** Bans a module, seen before or not, and keeps why. */
import { useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './Modules.module.css';

export interface BanDialogProps {
  /** Null: the person names it. */
  readonly id: string | null;
  readonly onClose: () => void;
  readonly onBanned: (id: string) => void;
}

export function BanDialog({ id, onClose, onBanned }: BanDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [typed, setTyped] = useState(id ?? '');
  const [note, setNote] = useState('');
  const wanted = typed.trim();
  const ban = async () => {
    const words = note.trim() === '' ? {} : { note: note.trim() };
    const done = await action.run(() => core.otaServer.banModule({ id: wanted, ...words }));
    if (done !== undefined) onBanned(done.id);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('serverModules.banTitle')}
      description={t('serverModules.banText')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="danger"
            busy={action.busy}
            disabled={wanted === ''}
            data-testid="ban-yes"
            onClick={() => void ban()}
          >
            {t('serverModules.ban')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {id === null ? (
          <Field
            label={t('serverModules.identityField')}
            mono
            maxLength={64}
            value={typed}
            onText={setTyped}
            data-testid="ban-id"
          />
        ) : null}
        <Field
          label={t('serverModules.banNote')}
          hint={t('serverModules.banNoteHint')}
          maxLength={500}
          value={note}
          onText={setNote}
          data-testid="ban-note"
        />
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Dialog>
  );
}
