/** Which module it is: kind, firmware, IMEI. */
import { FileCheck2 } from 'lucide-react';
import type { DialectInfo } from '../../../shared/contract/virtual.ts';
import { useText } from '../../i18n/useText.ts';
import { usePickFile } from '../../stores/pickFile.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { Select } from '../../ui/Select.tsx';
import { fileNameOf } from './knobForm.ts';
import { isImei, type StartForm } from './useStartForm.ts';
import styles from './Virtual.module.css';

export interface ModuleFieldsProps {
  readonly dialects: readonly DialectInfo[];
  readonly form: StartForm;
}

export function ModuleFields({ dialects, form }: ModuleFieldsProps) {
  const { t, code } = useText();
  const { dialect, imei } = form;
  return (
    <div className={styles.fields}>
      <div className={styles.labelled}>
        <p className={styles.label}>{t('virtual.kind')}</p>
        <Select
          label={t('virtual.kind')}
          value={dialect?.id ?? null}
          options={dialects.map(({ id }) => ({ value: id, label: code('virtualDialect', id) }))}
          onChange={form.chooseDialect}
          data-testid="virtual-kind"
        />
      </div>
      <div className={styles.labelled}>
        <p className={styles.label}>{t('virtual.firmware')}</p>
        <FirmwareChoice form={form} endings={dialect?.fileEndings ?? []} />
      </div>
      <Field
        label={t('virtual.imei')}
        hint={t('virtual.imeiHint')}
        error={isImei(imei) ? undefined : t('virtual.imeiWrong')}
        mono
        inputMode="numeric"
        value={imei}
        onText={(text) => form.typeImei(text.trim())}
        data-testid="virtual-imei"
      />
    </div>
  );
}

interface FirmwareChoiceProps {
  readonly form: StartForm;
  readonly endings: readonly string[];
}

function FirmwareChoice({ form, endings }: FirmwareChoiceProps) {
  const { t } = useText();
  const picked = usePickFile('any', (file) => form.chooseFile(file));
  if (form.file !== null) {
    const name = fileNameOf(form.file, form.fileName);
    return (
      <div className={styles.file} data-testid="virtual-file">
        <FileCheck2 aria-hidden="true" />
        <span className={styles.fileName}>{name === '' ? t('virtual.uploaded') : name}</span>
        <Button size="s" look="ghost" onClick={() => form.chooseFile(null)}>
          {t('common.change')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <FileDrop
        testId="virtual-drop"
        label={t('virtual.firmware')}
        hint={t('virtual.firmwareHint', { endings: endings.join(', ') })}
        buttonLabel={t('firmware.chooseFile')}
        accept={endings.join(',')}
        compact
        busy={picked.action.busy}
        onFile={picked.take}
        onChoose={picked.choose}
      />
      {picked.action.error === null ? null : <ErrorNote error={picked.action.error} />}
    </>
  );
}
