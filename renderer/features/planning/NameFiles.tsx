/** The files that are about to be uploaded: only name and size are judged, so a browser's file stays where it is. */
import { X } from 'lucide-react';
import { useRef } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { fileRefToText } from '../../stores/draft.ts';
import { usePickFile } from '../../stores/pickFile.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import type { NameFile } from './nameEntries.ts';
import styles from './Planning.module.css';

export interface NameFilesProps {
  readonly files: readonly NameFile[];
  /** Names and sizes as the core read them, in the same order; empty until it answered. */
  readonly named: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly onFiles: (files: readonly NameFile[]) => void;
}

export function NameFiles({ files, named, onFiles }: NameFilesProps) {
  const { t } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const add = (file: NameFile) => onFiles([...files, file]);
  const picked = usePickFile('any', (file: FileRef) => add(file));
  const remove = (gone: NameFile) => {
    onFiles(files.filter((file) => file !== gone));
    frame.current?.querySelector('button')?.focus();
  };
  return (
    <div className={styles.choice} ref={frame}>
      <p className={styles.label}>{t('planning.files')}</p>
      <FileDrop
        testId="names-files"
        label={t('planning.files')}
        hint={t('planning.filesHint')}
        buttonLabel={t('planning.addFiles')}
        accept=""
        compact
        onFile={({ name, size }) => add({ name, sizeBytes: size })}
        onChoose={picked.choose}
      />
      {files.length === 0 ? null : (
        <ul className={styles.releases}>
          {files.map((file, index) => (
            <li key={keyOf(file)}>
              <FileLine file={named[index] ?? ('kind' in file ? null : file)} />
              <IconButton label={t('common.remove')} icon={<X />} onClick={() => remove(file)} />
            </li>
          ))}
        </ul>
      )}
      {picked.action.error === null ? null : <ErrorNote error={picked.action.error} />}
    </div>
  );
}

function FileLine({ file }: { readonly file: { readonly name: string; readonly sizeBytes: number } | null }) {
  if (file === null) return <span className={styles.quiet}>…</span>;
  return (
    <span>
      <code>{file.name}</code> <span className={styles.quiet}>{formatBytes(file.sizeBytes)}</span>
    </span>
  );
}

function keyOf(file: NameFile): string {
  return 'kind' in file ? fileRefToText(file) : `${file.name} ${file.sizeBytes}`;
}
