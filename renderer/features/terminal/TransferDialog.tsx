/** Favourites as text: to be handed on, or taken in. */
import { Copy, Download, FolderOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { parseSequences } from '../../../shared/domain/atSequence.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { notify } from '../../ui/Toast.tsx';
import { Lines } from './Lines.tsx';

interface TransferDialogProps {
  readonly onClose: () => void;
}

export function TransferDialog({
  kind,
  onClose,
}: TransferDialogProps & { readonly kind: 'export' | 'import' }) {
  return kind === 'export' ? <ExportDialog onClose={onClose} /> : <ImportDialog onClose={onClose} />;
}

function ExportDialog({ onClose }: TransferDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [exported, setExported] = useState<{ readonly text: string; readonly hiddenKeys: number } | null>(
    null,
  );
  const { run } = action;
  useEffect(() => {
    void run(() => core.terminal.exportFavourites({})).then((made) => setExported(made ?? null));
  }, [core, run]);
  const text = exported?.text ?? '';
  const copy = () =>
    void copyToClipboard(text).then((ok) => (ok ? notify(t('terminal.exportCopied')) : undefined));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('terminal.export')}
      description={
        exported?.hiddenKeys ? t('terminal.keysHidden', { count: exported.hiddenKeys }) : undefined
      }
      actions={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button icon={<Copy />} onClick={copy}>
            {t('terminal.copyText')}
          </Button>
          <Button look="primary" icon={<Download />} onClick={() => saveText('airdock-terminal.txt', text)}>
            {t('terminal.saveFile')}
          </Button>
        </>
      }
    >
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <Lines
        label={t('terminal.favourites')}
        value={text}
        readOnly
        testId="favourites-text"
        onText={() => {}}
      />
    </Dialog>
  );
}

function ImportDialog({ onClose }: TransferDialogProps) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const { sequences, problems } = parseSequences(text);
  const problem = text.trim() === '' ? undefined : problems[0];
  const take = async () => {
    const taken = await action.run(() => core.terminal.importFavourites({ text }));
    if (taken === undefined) return;
    notify(t('terminal.imported', { added: taken.added, replaced: taken.replaced }));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('terminal.import')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button icon={<FolderOpen />} onClick={() => file.current?.click()}>
            {t('terminal.readFile')}
          </Button>
          <Button
            look="primary"
            data-testid="favourites-import"
            disabled={problem !== undefined || sequences.length === 0}
            busy={action.busy}
            onClick={() => void take()}
          >
            {t('terminal.import')}
          </Button>
        </>
      }
    >
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <input
        ref={file}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
      />
      <Lines
        label={t('terminal.favourites')}
        hint={t('terminal.directives')}
        error={
          problem === undefined
            ? undefined
            : t('terminal.problem', { line: problem.line, why: code('sequence', problem.code) })
        }
        value={text}
        testId="favourites-text"
        onText={setText}
      />
    </Dialog>
  );
}

function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file when the click has been worked on.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
