/** Projects and presets from and to other computers, never with a key. */
import { Download, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { useSettings } from '../../stores/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { downloadText, SavePathDialog } from '../../ui/SaveText.tsx';
import { notify } from '../../ui/Toast.tsx';

interface Withheld {
  readonly project: string;
  readonly preset: string;
  readonly field: string;
}

export function ProjectFiles() {
  const { t, code } = useText();
  const core = useCore();
  const info = useAppInfo((view) => view.info);
  const hasProjects = useSettings(({ state }) => (state?.projects.length ?? 0) > 0);
  const exporting = useAction();
  const importing = useAction();
  const input = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState(false);
  const [notes, setNotes] = useState<readonly string[] | null>(null);
  const told = (withheld: readonly Withheld[]) => {
    setAsking(false);
    if (withheld.length === 0) notify(t('project.exported'));
    else
      setNotes(
        withheld.map((left) => t('project.withheld', { ...left, field: code('projectField', left.field) })),
      );
  };
  const download = async () => {
    const file = await exporting.run(() => core.settings.exportProjects({}));
    if (file === undefined) return;
    downloadText(file.fileName, file.text);
    told(file.withheld);
  };
  const writeTo = async (path: string, overwrite: boolean) => {
    const file = await exporting.run(() => core.settings.exportProjects({ path, overwrite }));
    if (file !== undefined) told(file.withheld);
  };
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const report = await importing.run(async () => core.settings.importProjects({ text: await file.text() }));
    if (report === undefined) return setNotes([]);
    const { added, matched, presetsAdded, presetsKnown, keysMissing } = report;
    setNotes([
      t('project.imported', { added: added.length, presets: presetsAdded }),
      ...(matched.length + presetsKnown === 0
        ? []
        : [t('project.importedKnown', { matched: matched.length, known: presetsKnown })]),
      ...(keysMissing.length === 0 ? [] : [t('project.keysMissing', { names: keysMissing.join(', ') })]),
    ]);
  };
  const separator = info?.dataFolder.includes('\\') === true ? '\\' : '/';
  return (
    <>
      <Button
        size="s"
        icon={<Upload />}
        busy={importing.busy}
        data-testid="projects-import"
        onClick={() => input.current?.click()}
      >
        {t('project.importFile')}
      </Button>
      <Button
        size="s"
        icon={<Download />}
        busy={exporting.busy && !asking}
        disabled={!hasProjects}
        data-testid="projects-export"
        onClick={() => (info?.capabilities.saveFiles === true ? setAsking(true) : void download())}
      >
        {t('project.exportAll')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json"
        className="visuallyHidden"
        tabIndex={-1}
        aria-label={t('project.importFile')}
        data-testid="projects-file"
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <SavePathDialog
        key={info?.dataFolder ?? ''}
        open={asking}
        title={t('project.exportTitle')}
        text={t('project.exportText')}
        startPath={`${info?.dataFolder ?? ''}${separator}projects.airdock.json`}
        busy={exporting.busy}
        error={exporting.error}
        onClose={() => setAsking(false)}
        onSave={(path, overwrite) => void writeTo(path, overwrite)}
      />
      <Dialog
        open={notes !== null}
        onClose={() => setNotes(null)}
        title={t('project.listTitle')}
        actions={<Button onClick={() => setNotes(null)}>{t('common.close')}</Button>}
      >
        {importing.error === null ? null : <ErrorNote error={importing.error} />}
        {(notes ?? []).map((note) => (
          <Callout key={note}>{note}</Callout>
        ))}
      </Dialog>
    </>
  );
}
