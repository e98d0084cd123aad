/** A button that takes a text of the core away: as a download of the browser, or to a path where the host writes files. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { downloadText, SavePathDialog } from '../../ui/SaveText.tsx';
import { notify } from '../../ui/Toast.tsx';

export interface SavePlace {
  readonly path?: string;
  readonly overwrite?: boolean;
}

export interface SaveAsProps {
  readonly label: string;
  /** What is offered first where a path is asked for. */
  readonly fileName: string;
  readonly size?: 'm' | 's';
  readonly disabled?: boolean;
  readonly testId: string;
  /** Asks the core for the text, which is also written where a path is given. */
  readonly make: (place: SavePlace) => Promise<{ readonly fileName: string; readonly text: string }>;
}

export function SaveAs({ label, fileName, size = 'm', disabled = false, testId, make }: SaveAsProps) {
  const { t } = useText();
  const { busy, error, run } = useAction();
  const info = useAppInfo((view) => view.info);
  const [asking, setAsking] = useState(false);
  const separator = info?.dataFolder.includes('\\') === true ? '\\' : '/';
  const download = async () => {
    const made = await run(() => make({}));
    if (made !== undefined) downloadText(made.fileName, made.text);
  };
  const save = async (path: string, overwrite: boolean) => {
    if ((await run(() => make({ path, overwrite }))) === undefined) return;
    setAsking(false);
    notify(t('reports.saved'), path);
  };
  return (
    <>
      <Button
        size={size}
        icon={<Download />}
        busy={busy}
        disabled={disabled}
        data-testid={testId}
        onClick={() => (info?.capabilities.saveFiles === true ? setAsking(true) : void download())}
      >
        {label}
      </Button>
      {error === null || asking ? null : <ErrorNote error={error} />}
      <SavePathDialog
        key={`${info?.dataFolder ?? ''} ${fileName}`}
        open={asking}
        title={label}
        text={t('reports.createText')}
        startPath={`${info?.dataFolder ?? ''}${separator}${fileName}`}
        busy={busy}
        error={error}
        onClose={() => setAsking(false)}
        onSave={(path, overwrite) => void save(path, overwrite)}
      />
    </>
  );
}
