/** For whom a campaign is, and when. */
import { useText } from '../../i18n/useText.ts';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import type { EditorPartProps } from './CampaignEditor.tsx';
import styles from './Campaigns.module.css';
import { IdentityBox } from './IdentityBox.tsx';

export function AudienceFields({ form, edit }: EditorPartProps) {
  const { t } = useText();
  return (
    <div className={styles.stack}>
      <div>
        <Segmented
          label={t('campaigns.audience')}
          value={form.audience}
          onChange={(audience) => edit({ audience })}
          segments={[
            { value: 'all', label: t('campaigns.audienceAll'), testId: 'audience-all' },
            { value: 'listed', label: t('campaigns.audienceListed'), testId: 'audience-listed' },
          ]}
        />
      </div>
      <div className={styles.pair}>
        {form.audience === 'listed' ? (
          <IdentityBox
            label={t('campaigns.allow')}
            text={form.allow}
            onText={(allow) => edit({ allow })}
            testId="campaign-allow"
          />
        ) : null}
        <IdentityBox
          label={t('campaigns.denyLong')}
          text={form.deny}
          onText={(deny) => edit({ deny })}
          testId="campaign-deny"
        />
      </div>
      <div className={styles.pair}>
        <Field
          label={t('campaigns.from')}
          hint={t('campaigns.windowHint')}
          type="datetime-local"
          value={form.from}
          onText={(from) => edit({ from })}
        />
        <Field
          label={t('campaigns.to')}
          type="datetime-local"
          value={form.to}
          onText={(to) => edit({ to })}
        />
      </div>
      <Switch
        label={t('campaigns.allowOlder')}
        hint={t('campaigns.allowOlderHint')}
        checked={form.allowOlder}
        onChange={(allowOlder) => edit({ allowOlder })}
      />
    </div>
  );
}
