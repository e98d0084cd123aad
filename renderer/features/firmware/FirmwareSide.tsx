/** One of the two firmwares: first a place to put it, then what it is. */
import { useState } from 'react';
import type { FileRef } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { uploadFile } from '../../connection/upload.ts';
import { useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { useInspection } from '../../stores/firmware.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Firmware.module.css';
import { InspectionView } from './InspectionView.tsx';

export interface FirmwareSideProps {
  readonly side: 'old' | 'new';
  readonly file: FileRef | null;
  readonly version: string;
  readonly onFile: (file: FileRef | null) => void;
  readonly onVersion: (version: string) => void;
}

export function FirmwareSide({ side, file, version, onFile, onVersion }: FirmwareSideProps) {
  const { t } = useText();
  const inspection = useInspection(file, version);
  return (
    <Card
      title={t(`firmware.${side}`)}
      hint={t(`firmware.${side}Hint`)}
      data-testid={`firmware-${side}`}
      actions={
        file === null ? undefined : (
          <Button size="s" look="ghost" onClick={() => onFile(null)}>
            {t('firmware.change')}
          </Button>
        )
      }
    >
      {file === null ? <FirmwarePicker side={side} onFile={onFile} /> : null}
      {inspection.state === 'busy' ? (
        <div role="status" aria-label={t('firmware.inspecting')}>
          <Skeleton lines={6} />
        </div>
      ) : null}
      {inspection.state === 'failed' ? <ErrorNote error={inspection.error} /> : null}
      {inspection.state === 'done' ? (
        <InspectionView inspection={inspection.value} version={version} onVersion={onVersion} />
      ) : null}
    </Card>
  );
}

const accepted = '.binpkg,.soc,.pac,.img,.bin,.7z,.zip';

/** What the host takes; said before a large wrong file is sent. */
const largestBytes = 128 * 1024 * 1024;

function FirmwarePicker({ side, onFile }: Pick<FirmwareSideProps, 'side' | 'onFile'>) {
  const { t } = useText();
  const core = useCore();
  const info = useAppInfo((view) => view.info);
  const [name, setName] = useState('');
  const action = useAction();
  const demo = demoPair(info)?.[side];
  const pick = async () => {
    const picked = await action.run(() => core.app.pickFile({ purpose: 'firmware' }));
    if (picked?.file) onFile(picked.file);
  };
  const take = async (file: File) => {
    // The desktop names files by path only; a dropped file has none, so its own dialog takes over.
    if (info?.capabilities.upload === false) return pick();
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
        testId={`drop-${side}`}
        label={side === 'old' ? t('firmware.dropOldLabel') : t('firmware.dropNewLabel')}
        hint={action.busy && name !== '' ? t('firmware.uploading', { name }) : t('firmware.drop')}
        buttonLabel={t('firmware.chooseFile')}
        accept={accepted}
        busy={action.busy}
        onFile={(file) => void take(file)}
        onChoose={info?.capabilities.pickFiles === true ? () => void pick() : undefined}
        extra={
          demo === undefined ? null : (
            <Button
              look="ghost"
              data-testid={`use-demo-${side}`}
              onClick={() => onFile({ kind: 'demo', name: demo })}
            >
              {t('firmware.useDemo')}
            </Button>
          )
        }
      />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </div>
  );
}
