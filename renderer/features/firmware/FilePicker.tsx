/** A place to put a file: dropped, chosen in the browser, or by the host's own dialog. */
import { type ReactNode, useState } from 'react';
import type { PickPurpose } from '../../../shared/contract/app.ts';
import type { FileRef } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { uploadFile } from '../../connection/upload.ts';
import { useText } from '../../i18n/useText.ts';
import { useAppInfo } from '../../stores/appInfo.ts';
import { useAction } from '../../stores/run.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import styles from './Firmware.module.css';

/** What the host takes; said before a large wrong file is sent. */
const largestBytes = 128 * 1024 * 1024;

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
  const core = useCore();
  const capabilities = useAppInfo((view) => view.info?.capabilities);
  const [name, setName] = useState('');
  const action = useAction();
  const pick = async () => {
    const picked = await action.run(() => core.app.pickFile({ purpose }));
    if (picked?.file) onFile(picked.file);
  };
  const take = async (file: File) => {
    // The desktop names files by path only; a dropped file has none, so its own dialog takes over.
    if (capabilities?.upload === false) return pick();
    setName(file.name);
    const uploaded = await action.run(() => {
      if (file.size <= largestBytes) return uploadFile(file);
      throw new AppError('file.tooLarge', {
        path: file.name,
        sizeBytes: file.size,
        limitBytes: largestBytes,
      });
    });
    if (uploaded !== undefined) onFile(uploaded);
  };
  return (
    <div className={styles.picker}>
      <FileDrop
        testId={testId}
        label={label}
        hint={action.busy && name !== '' ? t('firmware.uploading', { name }) : hint}
        buttonLabel={t('firmware.chooseFile')}
        accept={accept}
        busy={action.busy}
        onFile={(file) => void take(file)}
        onChoose={capabilities?.pickFiles === true ? () => void pick() : undefined}
        extra={extra}
      />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}
