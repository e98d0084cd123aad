/** What a log does not tell of itself; usually nothing has to be said. */
import type { Recording } from '../../../shared/contract/report.ts';
import { useText } from '../../i18n/useText.ts';
import { Select } from '../../ui/Select.tsx';
import { zones, zoneText } from './fileKind.ts';
import styles from './Recordings.module.css';

type Encoding = NonNullable<Recording['log']>['encoding'];

export interface LogOptions {
  /** Null is found out. */
  readonly encoding: Encoding | null;
  /** Minutes east of Greenwich; null is this computer's. */
  readonly utcOffsetMin: number | null;
}

export const noOptions: LogOptions = { encoding: null, utcOffsetMin: null };
const encodings: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];
const itself = 'auto';

/** As `report.importLog` takes them. */
export function optionInput({ encoding, utcOffsetMin }: LogOptions) {
  return {
    ...(encoding === null ? {} : { encoding }),
    ...(utcOffsetMin === null ? {} : { utcOffsetMin }),
  };
}

export interface ImportOptionsProps {
  readonly options: LogOptions;
  readonly onChange: (options: LogOptions) => void;
}

export function ImportOptions({ options, onChange }: ImportOptionsProps) {
  const { t } = useText();
  const here = -new Date().getTimezoneOffset();
  return (
    <details className={styles.options}>
      <summary>{t('recordings.options')}</summary>
      <div className={styles.optionRow}>
        <div className={styles.labelled}>
          <span className={styles.label}>{t('recordings.encoding')}</span>
          <Select
            label={t('recordings.encoding')}
            value={options.encoding ?? itself}
            options={[
              { value: itself, label: t('recordings.foundOut') },
              ...encodings.map((value) => ({ value, label: value.toUpperCase() })),
            ]}
            onChange={(value) =>
              onChange({ ...options, encoding: encodings.find((known) => known === value) ?? null })
            }
          />
        </div>
        <div className={styles.labelled}>
          <span className={styles.label}>{t('recordings.zone')}</span>
          <Select
            label={t('recordings.zone')}
            value={options.utcOffsetMin === null ? itself : String(options.utcOffsetMin)}
            options={[
              { value: itself, label: t('recordings.zoneHere', { zone: zoneText(here) }) },
              ...zones.map((minutes) => ({ value: String(minutes), label: zoneText(minutes) })),
            ]}
            onChange={(value) =>
              onChange({ ...options, utcOffsetMin: value === itself ? null : Number(value) })
            }
          />
        </div>
      </div>
    </details>
  );
}
