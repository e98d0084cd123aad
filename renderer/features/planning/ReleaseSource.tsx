/** The releases that a way may go over: a folder of this computer, or files that the browser hands over. */
import { FolderOpen, X } from 'lucide-react';
import { useRef } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { fileRefToText } from '../../stores/draft.ts';
import { usePickFile } from '../../stores/pickFile.ts';
import { choose, useDraft, useRoute } from '../../stores/route.ts';
import { useAction } from '../../stores/run.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { FileName } from '../../ui/FileChoice.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import styles from './Planning.module.css';

/** A browser cannot name folders of this computer. */
export function useTakesFolder(): boolean {
  return useAppInfo((view) => view.info?.capabilities.upload !== true);
}

export function ReleaseSource() {
  return useTakesFolder() ? <FolderField /> : <ReleaseFiles />;
}

function FolderField() {
  const { t } = useText();
  const core = useCore();
  const { folder } = useDraft();
  const dialog = useAppInfo((view) => view.info?.capabilities.pickFiles === true);
  const action = useAction();
  const pick = async () => {
    const picked = await action.run(() => core.app.pickFile({ purpose: 'folder' }));
    if (picked?.file?.kind === 'path') choose({ folder: picked.file.path, hopsJob: null });
  };
  return (
    <div className={styles.choice}>
      <Field
        label={t('planning.folder')}
        hint={t('planning.folderHint')}
        mono
        value={folder}
        maxLength={4096}
        data-testid="hops-folder"
        onText={(text) => choose({ folder: text, hopsJob: null })}
      />
      {dialog ? (
        <div>
          <Button size="s" icon={<FolderOpen />} busy={action.busy} onClick={() => void pick()}>
            {t('planning.chooseFolder')}
          </Button>
        </div>
      ) : null}
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}

function ReleaseFiles() {
  const { t } = useText();
  const { releases } = useDraft();
  const drop = useRef<HTMLDivElement>(null);
  const picked = usePickFile('firmware', addRelease);
  const remove = (file: FileRef) => {
    choose({ releases: releases.filter((other) => other !== file), hopsJob: null });
    // The button that had the focus is gone with its row.
    drop.current?.querySelector('button')?.focus();
  };
  return (
    <div className={styles.choice} ref={drop}>
      <p className={styles.label}>{t('planning.releases')}</p>
      <FileDrop
        testId="hops-releases"
        label={t('planning.releases')}
        hint={
          picked.name === '' ? t('planning.releasesHint') : t('firmware.uploading', { name: picked.name })
        }
        buttonLabel={t('planning.addFiles')}
        accept=""
        compact
        multiple
        busy={picked.action.busy}
        onFile={picked.take}
        onChoose={picked.choose}
      />
      {releases.length === 0 ? null : (
        <ul className={styles.releases} data-testid="hops-release-list">
          {releases.map((file) => (
            <li key={fileRefToText(file)}>
              <FileName file={file} />
              <IconButton label={t('common.remove')} icon={<X />} onClick={() => remove(file)} />
            </li>
          ))}
        </ul>
      )}
      {picked.action.error === null ? null : <ErrorNote error={picked.action.error} />}
    </div>
  );
}

/** Several uploads end in any order, so the list is read when each one does. */
function addRelease(file: FileRef): void {
  const { releases } = useRoute.getState().draft;
  choose({ releases: [...releases, file], hopsJob: null });
}
