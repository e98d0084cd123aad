/** One upgrade on paper: who stands for it, in which language; saved, or opened to be printed. */
import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { UpgradeRow } from '../../../shared/contract/report.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { certificateUrl } from '../../connection/download.ts';
import { isDesktop } from '../../connection/host.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './Reports.module.css';
import { SaveAs, type SavePlace } from './SaveAs.tsx';

export interface CertificateDialogProps {
  readonly upgrade: UpgradeRow;
  readonly onClose: () => void;
}

export function CertificateDialog({ upgrade, onClose }: CertificateDialogProps) {
  const { t, language: spoken } = useText();
  const core = useCore();
  const [operator, setOperator] = useState('');
  const [language, setLanguage] = useState<'zh-CN' | 'en'>(spoken);
  const { jobId, imei } = upgrade;
  const make = async (place: SavePlace) => {
    const wanted = { jobId, language, operator: operator.trim(), ...place };
    const { fileName, html } = await core.report.certificate(wanted);
    return { fileName, text: html };
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('reports.certificateTitle')}
      description={t(isDesktop() ? 'reports.certificateDesktop' : 'reports.certificateText', {
        imei: imei ?? t('common.unknown'),
      })}
      actions={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <SaveAs
            label={t('reports.saveHtml')}
            fileName={`airdock-${imei ?? jobId}.html`}
            testId="certificate-save"
            make={make}
          />
          {isDesktop() ? null : (
            <a
              className={styles.linkPrimary}
              href={certificateUrl(jobId, language, operator.trim())}
              target="_blank"
              rel="noopener"
              data-testid="certificate-open"
            >
              <Printer aria-hidden="true" />
              {t('reports.openToPrint')}
            </a>
          )}
        </>
      }
    >
      <Field
        label={t('reports.operator')}
        hint={t('reports.operatorHint')}
        maxLength={200}
        value={operator}
        data-testid="certificate-operator"
        onText={setOperator}
      />
      <div className={styles.labelled}>
        <span className={styles.label}>{t('reports.language')}</span>
        <Segmented
          label={t('reports.language')}
          value={language}
          segments={[
            { value: 'zh-CN', label: t('shell.chinese') },
            { value: 'en', label: t('shell.english') },
          ]}
          onChange={setLanguage}
        />
      </div>
    </Dialog>
  );
}
