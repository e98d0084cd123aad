/** Takes the package away: to a path where the host can write, else as a download of the browser. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { packageDownloadUrl } from '../../connection/download.ts';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { notify } from '../../ui/Toast.tsx';
import { useToldAction } from '../../ui/useToldAction.ts';
import styles from './Build.module.css';

export function SavePackage({ manifest }: { readonly manifest: PackageManifest }) {
  const { t } = useText();
  const info = useAppInfo((view) => view.info);
  const [open, setOpen] = useState(false);
  if (info === null) return null;
  if (!info.capabilities.saveFiles) {
    return (
      <a className={styles.download} href={packageDownloadUrl(manifest.sha256)} download={manifest.fileName}>
        <Download aria-hidden="true" />
        {t('build.download')}
      </a>
    );
  }
  return (
    <>
      <Button size="s" icon={<Download />} onClick={() => setOpen(true)}>
        {t('build.saveFile')}
      </Button>
      <SaveDialog
        open={open}
        manifest={manifest}
        folder={info.dataFolder}
        canReveal={info.capabilities.reveal}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

interface SaveDialogProps {
  readonly open: boolean;
  readonly manifest: PackageManifest;
  readonly folder: string;
  readonly canReveal: boolean;
  readonly onClose: () => void;
}

function SaveDialog({ open, manifest, folder, canReveal, onClose }: SaveDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const tell = useToldAction();
  const separator = folder.includes('\\') ? '\\' : '/';
  const [path, setPath] = useState(`${folder}${separator}${manifest.fileName}`);
  const [overwrite, setOverwrite] = useState(false);
  const save = async () => {
    const saved = await action.run(() => core.packages.save({ sha256: manifest.sha256, path, overwrite }));
    if (saved === undefined) return;
    notify(t('build.saved', { path: saved.path }));
    if (canReveal) tell(() => core.app.reveal({ path: saved.path }));
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('build.saveTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" busy={action.busy} disabled={path.trim() === ''} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <Field label={t('build.savePath')} mono value={path} onText={setPath} />
      {action.error?.code === 'file.exists' || overwrite ? (
        <Switch label={t('build.overwrite')} checked={overwrite} onChange={setOverwrite} />
      ) : null}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}
