/** How refusals are written. */
import { useText } from '../../i18n/useText.ts';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Rules.module.css';
import type { RulesPartProps } from './RulesTab.tsx';

export function AnswerCard({ form, edit }: RulesPartProps) {
  const { t } = useText();
  return (
    <Card title={t('serverRules.answers')} hint={t('serverRules.answersText')}>
      <div className={styles.stack}>
        <div className={styles.pair}>
          <div className={styles.labelled}>
            <span className={styles.label}>{t('serverRules.table')}</span>
            <Segmented
              label={t('serverRules.table')}
              value={form.codeTable}
              onChange={(codeTable) => edit({ codeTable })}
              segments={[
                { value: 'classic', label: t('serverRules.classic'), testId: 'table-classic' },
                { value: 'shifted', label: t('serverRules.shifted'), testId: 'table-shifted' },
              ]}
            />
            <span className={styles.hint}>{t(`serverRules.text_${form.codeTable}`)}</span>
          </div>
          <Field
            label={t('serverRules.status')}
            hint={t('serverRules.statusHint')}
            inputMode="numeric"
            value={form.refusalStatus}
            onText={(refusalStatus) => edit({ refusalStatus })}
          />
        </div>
        <Switch
          label={t('serverRules.redirect')}
          hint={t('serverRules.redirectHint')}
          checked={form.redirect}
          onChange={(redirect) => edit({ redirect })}
          data-testid="rules-redirect"
        />
      </div>
    </Card>
  );
}
