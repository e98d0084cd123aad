/** Hands the selection or everything over as a file: by the core's own job on the desktop, as a download in a browser. */
import { useRef, useState } from 'react';
import type { ExportFormat } from '../../../shared/contract/journalExport.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { isDesktop } from '../../connection/host.ts';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { downloadText } from '../../ui/SaveText.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toast.tsx';
import { type Handover, takeText } from './handover.ts';
import styles from './Log.module.css';
import { plainLine } from './lineText.ts';

export interface ExportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Null without a selection. */
  readonly selection: { readonly what: Handover; readonly count: number } | null;
  readonly all: { readonly what: Handover; readonly count: number };
}

const formats = ['text', 'plain', 'jsonl', 'csv'] as const satisfies readonly ExportFormat[];
const endings = { text: 'txt', plain: 'txt', jsonl: 'jsonl', csv: 'csv', rows: 'jsonl' } as const;

export function ExportDialog({ open, onClose, selection, all }: ExportDialogProps) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const [scope, setScope] = useState<'selection' | 'all'>('selection');
  const [format, setFormat] = useState<(typeof formats)[number]>('text');
  const [redact, setRedact] = useState(false);
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState<{ readonly lines: number; readonly done: number } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const abort = useRef<AbortController | null>(null);
  const { what } = scope === 'selection' && selection !== null ? selection : all;
  // Hits with lines around them are no range of the record: the core gives them line by line.
  const shownFormats = what.kind === 'numbers' ? (['text'] as const) : formats;
  const chosen = what.kind === 'numbers' ? 'text' : format;
  const toPath = isDesktop() && what.kind === 'range';

  const download = async (signal: AbortSignal) => {
    const parts: string[] = [];
    let lines = 0;
    const how = { format: chosen, redact };
    for await (const piece of takeText(core, what, how, (line) => plainLine(line, texts), signal)) {
      parts.push(piece.text);
      lines += piece.lines;
      setBusy({ lines, done: piece.done });
    }
    downloadText(`airdock-log.${endings[chosen]}`, parts.join(''));
    notify(t('log.exported', { count: formatCount(lines) }));
  };
  const start = () => {
    const control = new AbortController();
    abort.current = control;
    setError(null);
    setBusy({ lines: 0, done: 0 });
    const { kind: _kind, ...range } = what.kind === 'range' ? what : { kind: 'range', filter: {} };
    const work = toPath
      ? core.journal
          .export({ ...range, format: chosen, redact, path: path.trim() })
          .then(() => notify(t('log.exportRunning', { path: path.trim() })))
      : download(control.signal);
    work.then(close, (thrown: unknown) => {
      setBusy(null);
      if (!control.signal.aborted) setError(AppError.from(thrown));
    });
  };
  const close = () => {
    abort.current?.abort();
    setBusy(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('log.exportTitle')}
      description={t('log.exportText')}
      actions={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={busy !== null}
            disabled={toPath && path.trim() === ''}
            data-testid="log-export-start"
            onClick={start}
          >
            {t('log.export')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={t('log.scope')}
          value={selection === null ? 'all' : scope}
          data-testid="log-export-scope"
          options={[
            ...(selection === null
              ? []
              : [
                  {
                    value: 'selection',
                    label: t('log.scopeSelection', { count: formatCount(selection.count) }),
                  },
                ]),
            { value: 'all', label: t('log.scopeAll', { count: formatCount(all.count) }) },
          ]}
          onChange={(value) => setScope(value === 'all' ? 'all' : 'selection')}
        />
        <Select
          label={t('log.format')}
          value={chosen}
          data-testid="log-export-format"
          options={shownFormats.map((value) => ({ value, label: t(`log.format_${value}`) }))}
          onChange={(value) => setFormat(formats.find((known) => known === value) ?? 'text')}
        />
        {toPath ? <Field label={t('project.exportPath')} mono value={path} onText={setPath} /> : null}
        {what.kind === 'numbers' ? null : (
          <Switch label={t('log.redact')} checked={redact} onChange={setRedact} />
        )}
        {busy === null ? null : (
          <>
            <Progress slim value={busy.done} label={t('log.exportTitle')} />
            <p role="status">{t('log.exporting', { count: formatCount(busy.lines) })}</p>
          </>
        )}
        {error === null ? null : <ErrorNote error={error} />}
      </div>
    </Dialog>
  );
}
