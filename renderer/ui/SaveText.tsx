/** Takes a text away: as a download of the browser, or to a path where the host writes files. */
import { useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { useText } from '../i18n/useText.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { Field } from './Field.tsx';
import { Switch } from './Switch.tsx';

/** Hands a text to the browser as a file. */
export function downloadText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export interface SavePathDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  readonly startPath: string;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onClose: () => void;
  readonly onSave: (path: string, overwrite: boolean) => void;
}

/** Asks for a path of this computer. */
export function SavePathDialog(props: SavePathDialogProps) {
  const { open, title, text, startPath, busy, error, onClose, onSave } = props;
  const { t } = useText();
  const [path, setPath] = useState(startPath);
  const [overwrite, setOverwrite] = useState(false);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={text}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={busy}
            disabled={path.trim() === ''}
            onClick={() => onSave(path.trim(), overwrite)}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <Field label={t('project.exportPath')} mono value={path} onText={setPath} />
      {error?.code === 'file.exists' || overwrite ? (
        <Switch label={t('project.overwrite')} checked={overwrite} onChange={setOverwrite} />
      ) : null}
      {error === null ? null : <ErrorNote error={error} />}
    </Dialog>
  );
}
