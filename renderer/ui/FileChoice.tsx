/** One file in one row: chosen, recognised, changed. */
import { FileCheck2 } from 'lucide-react';
import type { PickPurpose } from '../../shared/contract/app.ts';
import type { FileRef } from '../../shared/contract/common.ts';
import { formatBytes } from '../i18n/format.ts';
import { useText } from '../i18n/useText.ts';
import { bestVersion, useInspection } from '../stores/firmware.ts';
import { usePickFile } from '../stores/pickFile.ts';
import { Button } from './Button.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import styles from './FileChoice.module.css';
import { FileDrop } from './FileDrop.tsx';
import { useFocusWhenLost } from './focus.ts';
import { Skeleton } from './Skeleton.tsx';

export interface FileChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly file: FileRef | null;
  readonly testId: string;
  /** What the host's dialog looks for; a firmware where nothing is said. */
  readonly purpose?: PickPurpose;
  readonly onFile: (file: FileRef | null) => void;
}

export function FileChoice({ label, hint, file, testId, purpose = 'firmware', onFile }: FileChoiceProps) {
  const { t } = useText();
  const picked = usePickFile(purpose, onFile);
  // The button that was pressed goes away with the other look of the row.
  const landing = useFocusWhenLost<HTMLParagraphElement>(file === null ? 'asked' : 'chosen');
  return (
    <div className={styles.choice}>
      <p className={styles.label} ref={landing} tabIndex={-1}>
        {label}
      </p>
      {file === null ? (
        <FileDrop
          testId={testId}
          label={label}
          hint={picked.name === '' ? hint : t('firmware.uploading', { name: picked.name })}
          buttonLabel={t('firmware.chooseFile')}
          accept=""
          compact
          busy={picked.action.busy}
          onFile={picked.take}
          onChoose={picked.choose}
        />
      ) : (
        <div className={styles.chosen} data-testid={`${testId}-chosen`}>
          <FileName file={file} />
          <Button
            size="s"
            look="ghost"
            aria-label={`${label}: ${t('common.change')}`}
            onClick={() => onFile(null)}
          >
            {t('common.change')}
          </Button>
        </div>
      )}
      {picked.action.error === null ? null : <ErrorNote error={picked.action.error} />}
    </div>
  );
}

/** A file by its version and name, once it was looked into. */
export function FileName({ file }: { readonly file: FileRef }) {
  const { code } = useText();
  const inspection = useInspection(file, '');
  if (inspection.state === 'failed') {
    const { error } = inspection;
    return <span className={styles.unreadable}>{code('error', error.code, error.params)}</span>;
  }
  if (inspection.state !== 'done') return <Skeleton lines={1} />;
  const { fileName, sizeBytes, chip } = inspection.value;
  const version = bestVersion(inspection.value);
  return (
    <span className={styles.file}>
      <FileCheck2 aria-hidden="true" />
      <span className={styles.names}>
        <strong>{version?.text ?? fileName}</strong>
        <span className={styles.quiet}>
          {version === undefined ? '' : `${fileName} · `}
          {chip.toUpperCase()} · {formatBytes(sizeBytes)}
        </span>
      </span>
    </span>
  );
}
