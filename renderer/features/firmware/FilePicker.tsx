/** A place to put a file: dropped, chosen in the browser, or by the host's own dialog. */
import type { ReactNode } from 'react';
import type { PickPurpose } from '../../../shared/contract/app.ts';
import type { FileRef } from '../../../shared/contract/common.ts';
import { useText } from '../../i18n/useText.ts';
import { usePickFile } from '../../stores/pickFile.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import styles from './Firmware.module.css';

export interface FilePickerProps {
  readonly testId: string;
  readonly label: string;
  readonly hint: string;
  /** File name endings for the browser's chooser; empty for any. */
  readonly accept: string;
  /** What the host's dialog offers first; default: firmware. */
  readonly purpose?: PickPurpose;
  readonly extra?: ReactNode;
  readonly onFile: (file: FileRef) => void;
}

export function FilePicker(props: FilePickerProps) {
  const { testId, label, hint, accept, purpose = 'firmware', extra, onFile } = props;
  const { t } = useText();
  const picked = usePickFile(purpose, onFile);
  return (
    <div className={styles.picker}>
      <FileDrop
        testId={testId}
        label={label}
        hint={picked.name === '' ? hint : t('firmware.uploading', { name: picked.name })}
        buttonLabel={t('firmware.chooseFile')}
        accept={accept}
        busy={picked.action.busy}
        onFile={picked.take}
        onChoose={picked.choose}
        extra={extra}
      />
      {picked.action.error === null ? null : <ErrorNote error={picked.action.error} />}
    </div>
  );
}
