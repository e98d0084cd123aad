/** The four settings: what the module holds and how that is known, beside what shall be written. */
import type { ReactNode } from 'react';
import type { SettingName, ShownSetting } from '../../../shared/contract/modem.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { useSettings } from '../../stores/settings.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { periodInWords, type SettingsForm } from './formState.ts';
import styles from './ModuleSettings.module.css';

export interface SettingsTableProps {
  readonly settings: readonly ShownSetting[] | null;
  readonly form: SettingsForm;
  readonly onForm: (form: SettingsForm) => void;
}

export function SettingsTable({ settings, form, onForm }: SettingsTableProps) {
  const { t } = useText();
  const set = (patch: Partial<SettingsForm>) => onForm({ ...form, ...patch });
  const period = periodInWords(form.period);
  return (
    <Card title={t('moduleSettings.values')} hint={t('moduleSettings.valuesHint')}>
      <div className={styles.settings}>
        <Row name="KEY" settings={settings}>
          <KeyInput form={form} set={set} />
        </Row>
        <Row name="URL" settings={settings}>
          <Field
            label={t('moduleSettings.newUrl')}
            hideLabel
            mono
            placeholder="http://ota.example.com/a.bin"
            value={form.url}
            data-testid="setting-url"
            onText={(url) => set({ url })}
          />
        </Row>
        <Row name="PERIOD" settings={settings}>
          <Field
            label={t('moduleSettings.newPeriod')}
            hideLabel
            mono
            inputMode="numeric"
            placeholder="86400"
            value={form.period}
            hint={period === null ? undefined : t(`moduleSettings.${period.unit}`, { count: period.count })}
            data-testid="setting-period"
            onText={(next) => set({ period: next })}
          />
        </Row>
        <Row name="AUTO" settings={settings}>
          <Segmented
            label={t('moduleSettings.newAuto')}
            value={form.auto}
            segments={[
              { value: 'keep', label: t('moduleSettings.keep'), testId: 'auto-keep' },
              { value: '0', label: t('moduleSettings.auto0'), testId: 'auto-0' },
              { value: '1', label: t('moduleSettings.auto1'), testId: 'auto-1' },
            ]}
            onChange={(auto) => set({ auto })}
          />
        </Row>
      </div>
    </Card>
  );
}

interface RowProps {
  readonly name: SettingName;
  readonly settings: readonly ShownSetting[] | null;
  readonly children: ReactNode;
}

function Row({ name, settings, children }: RowProps) {
  const { code } = useText();
  const setting = settings?.find((candidate) => candidate.name === name);
  return (
    <div className={styles.setting} data-testid={`setting-row-${name}`}>
      <div className={styles.settingHead}>
        <code className={styles.settingName}>{name}</code>
        <Held setting={setting} />
      </div>
      <p className={styles.meaning}>{code('settingName', name)}</p>
      {setting?.drift === undefined ? null : (
        <p className={styles.drift} data-testid={`drift-${name}`}>
          {code('settingDrift', setting.drift)}
        </p>
      )}
      {children}
    </div>
  );
}

const tones: Readonly<Record<ShownSetting['source'], Tone>> = {
  readBack: 'ok',
  sentOnly: 'warn',
  unknown: 'neutral',
};

function Held({ setting }: { readonly setting: ShownSetting | undefined }) {
  const { t, code } = useText();
  const project = useSettings(({ state }) => state?.projects.find(({ id }) => id === setting?.projectId));
  if (setting === undefined) return <span className={styles.quiet}>{t('moduleSettings.notRead')}</span>;
  const { value, source, sentAtMs, saved } = setting;
  const when =
    sentAtMs === undefined
      ? undefined
      : `${formatDateTime(sentAtMs)}, ${t(saved === true ? 'moduleSettings.wasSaved' : 'moduleSettings.wasNotSaved')}`;
  return (
    <span className={styles.held}>
      <code className={styles.heldValue} data-testid={`held-${setting.name}`}>
        {value === null ? '—' : value === '' ? t('moduleSettings.empty') : value}
      </code>
      {project === undefined ? null : (
        <span className={styles.quiet}>{t('moduleSettings.keyOfProject', { name: project.name })}</span>
      )}
      <Badge tone={tones[source]} title={when}>
        {code('settingSource', source)}
      </Badge>
    </span>
  );
}

function KeyInput({
  form,
  set,
}: {
  readonly form: SettingsForm;
  readonly set: (patch: Partial<SettingsForm>) => void;
}) {
  const { t } = useText();
  const projects = useSettings(({ state }) => state?.projects) ?? [];
  // Only these keys are the KEY of AT+UPGRADE.
  const lenders = projects.filter(
    ({ keyHint, platform }) => keyHint !== null && (platform === 'openluat' || platform === 'own'),
  );
  return (
    <div className={styles.keyInput}>
      <Select
        label={t('moduleSettings.newKey')}
        value={form.keyFrom}
        data-testid="setting-key-from"
        options={[
          { value: 'keep', label: t('moduleSettings.keep') },
          ...lenders.map(({ id, name, keyHint }) => ({
            value: id,
            label: t('moduleSettings.keyFrom', { name }),
            hint: `••••${keyHint ?? ''}`,
          })),
          { value: 'typed', label: t('moduleSettings.keyTyped') },
        ]}
        onChange={(keyFrom) => set({ keyFrom })}
      />
      {form.keyFrom === 'typed' ? (
        <SecretField
          label={t('moduleSettings.keyTyped')}
          hideLabel
          value={form.key}
          maxLength={128}
          visible={form.keyVisible}
          data-testid="setting-key"
          onText={(key) => set({ key })}
          onVisible={(keyVisible) => set({ keyVisible })}
        />
      ) : null}
    </div>
  );
}
