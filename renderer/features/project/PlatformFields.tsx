/** What a platform needs beside its secret. */
import type { Project, ProjectFields } from '../../../shared/contract/settings.ts';
import { useText } from '../../i18n/useText.ts';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { platformFields } from './projectText.ts';

export interface PlatformFieldsProps {
  readonly platform: Project['platform'];
  readonly fields: ProjectFields;
  readonly onFields: (fields: ProjectFields) => void;
}

export function PlatformFields({ platform, fields, onFields }: PlatformFieldsProps) {
  const { t } = useText();
  if (platform === 'openluat') {
    return (
      <Switch
        label={t('project.vendorDefault')}
        hint={t('project.vendorDefaultText')}
        checked={fields.vendorDefault === true}
        data-testid="project-default"
        onChange={(vendorDefault) => onFields({ ...fields, vendorDefault })}
      />
    );
  }
  return (
    <>
      {platformFields[platform].map(({ field, key }) => (
        <Field
          key={field}
          label={t(key)}
          mono
          value={fields[field] ?? ''}
          maxLength={field === 'serverUrl' ? 512 : 64}
          data-testid={`project-${field}`}
          onText={(value) => onFields({ ...fields, [field]: value })}
        />
      ))}
    </>
  );
}
