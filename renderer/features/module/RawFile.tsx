/** A vendor's package file, taken as it is. */
import { FileBox, X } from 'lucide-react';
import type { FileRef } from '../../../shared/contract/common.ts';
import { useText } from '../../i18n/useText.ts';
import { demoPackage, useAppInfo } from '../../stores/appInfo.ts';
import { usePickFile } from '../../stores/pickFile.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import styles from './Module.module.css';

export function RawFile() {
  const { t } = useText();
  const { raw, rawName } = useDraft();
  const demo = demoPackage(useAppInfo((view) => view.info));
  const picked = usePickFile('any', (file) => choose({ raw: file }));
  const take = (file: File) => {
    choose({ rawName: file.name });
    picked.take(file);
  };
  if (raw !== null) {
    return (
      <p className={styles.sourceRow} data-testid="raw-file">
        <FileBox className={styles.rawPicture} aria-hidden="true" />
        <span className={styles.sourceFile}>{nameOf(raw, rawName)}</span>
        <IconButton
          label={t('module.rawRemove')}
          icon={<X />}
          onClick={() => choose({ raw: null, rawName: '' })}
        />
      </p>
    );
  }
  return (
    <>
      <FileDrop
        compact
        label={t('module.rawFile')}
        hint={t('module.rawHint')}
        buttonLabel={t('module.rawChoose')}
        accept=""
        busy={picked.action.busy}
        testId="raw-drop"
        onFile={take}
        onChoose={picked.choose}
        extra={
          demo === null ? null : (
            <Button
              look="ghost"
              data-testid="raw-demo"
              onClick={() => choose({ raw: { kind: 'demo', name: demo.name }, target: demo.version })}
            >
              {t('module.rawDemo')}
            </Button>
          )
        }
      />
      {picked.action.error === null ? null : <ErrorNote error={picked.action.error} />}
    </>
  );
}

/** An uploaded copy bears the name of what was dropped; the others say theirs. */
function nameOf(file: FileRef, dropped: string): string {
  switch (file.kind) {
    case 'demo':
      return file.name;
    case 'path':
      return file.path.split(/[\\/]/).at(-1) ?? file.path;
    case 'package':
      return file.sha256.slice(0, 12);
    case 'upload':
      return dropped === '' ? file.id.slice(0, 8) : dropped;
  }
}
