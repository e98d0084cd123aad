/** Whose modules a campaign is for: anybody's, those of a saved project, or those that send a key as typed. */
import { useText } from '../../i18n/useText.ts';
import { useSettings } from '../../stores/settings.ts';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import type { EditorPartProps } from './CampaignEditor.tsx';
import styles from './Campaigns.module.css';

export interface ProjectFieldsProps extends EditorPartProps {
  /** End of the project key that it has already. */
  readonly hint: string | null;
}

export function ProjectFields({ form, edit, hint }: ProjectFieldsProps) {
  const { t } = useText();
  const state = useSettings((view) => view.state);
  // Modules send no other platform's secret.
  const projects = (state?.projects ?? []).filter(
    ({ platform, keyHint }) => keyHint !== null && (platform === 'openluat' || platform === 'own'),
  );
  return (
    <div className={styles.pair}>
      <div className={styles.labelled}>
        <span className={styles.label}>{t('campaigns.project')}</span>
        <Segmented
          label={t('campaigns.project')}
          value={form.project}
          onChange={(project) => edit({ project })}
          segments={[
            { value: 'any', label: t('campaigns.anyProject') },
            ...(hint === null ? [] : [{ value: 'keep' as const, label: t('campaigns.keepKey', { hint }) }]),
            ...(projects.length === 0
              ? []
              : [{ value: 'saved' as const, label: t('campaigns.savedProject'), testId: 'campaign-saved' }]),
            { value: 'key', label: t('campaigns.thisKey') },
          ]}
        />
      </div>
      {form.project === 'saved' ? (
        <div className={styles.labelled}>
          <span className={styles.label}>{t('campaigns.whichProject')}</span>
          <Select
            label={t('campaigns.whichProject')}
            placeholder={t('campaigns.whichProject')}
            value={form.projectId === '' ? null : form.projectId}
            onChange={(projectId) => edit({ projectId })}
            options={projects.map(({ id, name, keyHint }) => ({
              value: id,
              label: name,
              hint: `…${keyHint ?? ''}`,
            }))}
            data-testid="campaign-project"
          />
        </div>
      ) : null}
      {form.project === 'key' ? (
        <Field
          label={t('campaigns.projectKey')}
          hint={t('campaigns.projectKeyHint')}
          mono
          value={form.projectKey}
          maxLength={128}
          onText={(projectKey) => edit({ projectKey })}
        />
      ) : null}
    </div>
  );
}
