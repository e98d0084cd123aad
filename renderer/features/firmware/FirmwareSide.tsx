/** One of the two firmwares: first a place to put it, then what it is. */
import { FileSearch } from 'lucide-react';
import type { FileRef } from '../../../shared/contract/common.ts';
import { useText } from '../../i18n/useText.ts';
import { demoPair, useAppInfo } from '../../stores/appInfo.ts';
import { useInspection } from '../../stores/firmware.ts';
import { goTo } from '../../stores/route.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { FilePicker } from './FilePicker.tsx';
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
      landing={file === null ? 'empty' : 'chosen'}
      data-testid={`firmware-${side}`}
      actions={
        file === null ? undefined : (
          <>
            <IconButton
              label={t('firmware.lookCloser')}
              icon={<FileSearch />}
              onClick={() => goTo('inspect', { file })}
            />
            <Button size="s" look="ghost" onClick={() => onFile(null)}>
              {t('firmware.change')}
            </Button>
          </>
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

const accepted = '.binpkg,.soc,.pac,.img,.fls,.bin,.7z,.zip';

function FirmwarePicker({ side, onFile }: Pick<FirmwareSideProps, 'side' | 'onFile'>) {
  const { t } = useText();
  const demo = demoPair(useAppInfo((view) => view.info))?.[side];
  return (
    <FilePicker
      testId={`drop-${side}`}
      label={side === 'old' ? t('firmware.dropOldLabel') : t('firmware.dropNewLabel')}
      hint={t('firmware.drop')}
      accept={accepted}
      onFile={onFile}
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
  );
}
