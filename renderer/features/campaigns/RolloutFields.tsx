/** How carefully a campaign spreads. */
import { useText } from '../../i18n/useText.ts';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { EditorPartProps } from './CampaignEditor.tsx';
import styles from './Campaigns.module.css';
import { IdentityBox } from './IdentityBox.tsx';

export function RolloutFields({ form, edit }: EditorPartProps) {
  const { t } = useText();
  return (
    <div className={styles.stack}>
      <Switch
        label={t('campaigns.rolled')}
        hint={t('campaigns.rolledHint')}
        checked={form.rolled}
        onChange={(rolled) => edit({ rolled })}
        data-testid="campaign-rolled"
      />
      {form.rolled ? (
        <div className={styles.pair}>
          <IdentityBox
            label={t('campaigns.canary')}
            text={form.canary}
            onText={(canary) => edit({ canary })}
            testId="campaign-canary"
          />
          <div className={styles.stack}>
            <Field
              label={t('campaigns.batches')}
              hint={t('campaigns.batchesHint')}
              mono
              value={form.batches}
              onText={(batches) => edit({ batches })}
              data-testid="campaign-batches"
            />
            <div className={styles.three}>
              <Field
                label={t('campaigns.successPercent')}
                inputMode="numeric"
                value={form.successPercent}
                onText={(successPercent) => edit({ successPercent })}
              />
              <Field
                label={t('campaigns.errorPercent')}
                inputMode="numeric"
                value={form.errorPercent}
                onText={(errorPercent) => edit({ errorPercent })}
              />
              <Field
                label={t('campaigns.minSample')}
                inputMode="numeric"
                value={form.minSample}
                onText={(minSample) => edit({ minSample })}
                data-testid="campaign-sample"
              />
            </div>
            <p className={styles.quiet}>{t('campaigns.gatesText')}</p>
          </div>
        </div>
      ) : null}
    </div>
  );
}
