/** What a campaign offers: packages, names, versions, project. */
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { usePackages } from '../../stores/packages.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import type { EditorPartProps } from './CampaignEditor.tsx';
import styles from './Campaigns.module.css';
import { withPackage } from './campaignForm.ts';
import { ProjectFields } from './ProjectFields.tsx';

export interface WhatFieldsProps extends EditorPartProps {
  readonly isDelta: (sha256: string) => boolean;
  /** End of the project key that it has already. */
  readonly hint: string | null;
}

export function WhatFields(props: WhatFieldsProps) {
  const { form, edit, hint } = props;
  const { t } = useText();
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <Field
          label={t('campaigns.name')}
          value={form.name}
          maxLength={80}
          onText={(name) => edit({ name })}
          data-testid="campaign-name"
        />
        <Field
          label={t('campaigns.target')}
          hint={t('campaigns.targetHint')}
          mono
          value={form.target}
          maxLength={128}
          onText={(target) => edit({ target })}
          data-testid="campaign-target"
        />
      </div>
      <PackageChoice {...props} />
      <div className={styles.pair}>
        <TextBox
          label={t('campaigns.firmwareNames')}
          hint={t('campaigns.firmwareNamesHint')}
          mono
          rows={2}
          value={form.firmwareNames}
          onText={(firmwareNames) => edit({ firmwareNames })}
          data-testid="campaign-names"
        />
        <Field
          label={t('campaigns.core')}
          hint={t('campaigns.coreHint')}
          mono
          value={form.core}
          maxLength={32}
          onText={(core) => edit({ core })}
        />
      </div>
      <ProjectFields form={form} edit={edit} hint={hint} />
      <Switch
        label={t('campaigns.building')}
        hint={t('campaigns.buildingHint')}
        checked={form.building}
        onChange={(building) => edit({ building })}
      />
    </div>
  );
}

function PackageChoice({ form, edit, isDelta }: WhatFieldsProps) {
  const { t } = useText();
  const packages = usePackages((view) => view.packages);
  const drop = (sha256: string) => {
    const rest = new Map(form.packages);
    rest.delete(sha256);
    edit({ packages: rest });
  };
  return (
    <fieldset className={styles.packages}>
      <legend className={styles.label}>{t('campaigns.packages')}</legend>
      {packages.length === 0 ? <p className={styles.quiet}>{t('campaigns.noPackages')}</p> : null}
      {packages.toReversed().map((manifest) => {
        const { sha256, fileName, sizeBytes, chip } = manifest;
        const sources = form.packages.get(sha256);
        return (
          <div key={sha256} className={styles.package}>
            <Checkbox
              label={fileName}
              hint={[
                chip.toUpperCase(),
                formatBytes(sizeBytes),
                t(isDelta(sha256) ? 'campaigns.delta' : 'campaigns.full'),
              ].join(' · ')}
              checked={sources !== undefined}
              onChange={(chosen) => (chosen ? edit(withPackage(form, manifest)) : drop(sha256))}
              data-testid={`campaign-package-${sha256.slice(0, 8)}`}
            />
            {sources !== undefined && isDelta(sha256) ? (
              <Field
                label={t('campaigns.sourceVersions')}
                hint={t('campaigns.sourceVersionsHint')}
                mono
                value={sources}
                onText={(text) => edit({ packages: new Map(form.packages).set(sha256, text) })}
                data-testid="campaign-sources"
              />
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}
