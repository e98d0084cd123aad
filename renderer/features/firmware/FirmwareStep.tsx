/** Step 2: the two firmwares, each recognised at once, and what lies between them. */
import { ArrowLeftRight } from 'lucide-react';
import { useText } from '../../i18n/useText.ts';
import { useComparison, useInspection } from '../../stores/firmware.ts';
import { useFormatOptions } from '../../stores/formats.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ComparisonCard } from './ComparisonCard.tsx';
import styles from './Firmware.module.css';
import { FirmwareSide } from './FirmwareSide.tsx';

export function FirmwareStep() {
  const { t } = useText();
  const draft = useDraft();
  const comparison = useComparison(draft.old, draft.new);
  const options = useFormatOptions(draft);
  const inspections = [
    useInspection(draft.old, draft.oldVersion),
    useInspection(draft.new, draft.newVersion),
  ];
  const unreadable = inspections.some((inspection) => inspection.state === 'failed');
  const swap = () =>
    choose({ old: draft.new, new: draft.old, oldVersion: draft.newVersion, newVersion: draft.oldVersion });
  return (
    <div className={styles.step}>
      <div className={styles.sides}>
        <FirmwareSide
          side="old"
          file={draft.old}
          version={draft.oldVersion}
          onFile={(old) => choose({ old, oldVersion: '' })}
          onVersion={(oldVersion) => choose({ oldVersion })}
        />
        <div className={styles.swap}>
          <IconButton
            size="m"
            look="plain"
            label={t('firmware.swap')}
            icon={<ArrowLeftRight />}
            disabled={draft.old === null && draft.new === null}
            data-testid="swap-firmware"
            onClick={swap}
          />
        </div>
        <FirmwareSide
          side="new"
          file={draft.new}
          version={draft.newVersion}
          onFile={(file) => choose({ new: file, newVersion: '' })}
          onVersion={(newVersion) => choose({ newVersion })}
        />
      </div>
      {/* A file that cannot be read has said so itself. */}
      {unreadable ? null : <ComparisonCard comparison={comparison} options={options} />}
    </div>
  );
}
