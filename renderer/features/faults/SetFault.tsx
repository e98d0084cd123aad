/** One more fault: its kind by the failure that it reproduces, its value, and what it meets. */
import { type FormEvent, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePackages } from '../../stores/packages.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Faults.module.css';
import { emptyFault, type FaultForm, faultInputOf, faultKinds } from './faultForm.ts';

const any = 'any';

export function SetFault() {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const [form, setForm] = useState<FaultForm>(emptyFault);
  const edit = (patch: Partial<FaultForm>) => setForm({ ...form, ...patch });
  const input = faultInputOf(form);
  const set = async (event: FormEvent) => {
    event.preventDefault();
    if (input !== null) await action.run(() => core.otaServer.setFault(input));
  };
  return (
    <Card title={t('faults.choose')} hint={t('faults.chooseText')}>
      <form className={styles.form} onSubmit={(event) => void set(event)}>
        <div className={styles.kinds}>
          <Choices
            label={t('faults.kind')}
            value={form.kind}
            columns={2}
            choices={faultKinds.map(({ kind }) => ({
              value: kind,
              title: code('otaFault', `${kind}.name`),
              text: code('otaFault', `${kind}.field`),
              testId: `fault-${kind}`,
            }))}
            onChange={(kind) =>
              edit({ kind, value: faultKinds.find((one) => one.kind === kind)?.start ?? '' })
            }
          />
        </div>
        <div className={styles.fields}>
          <FaultFields form={form} edit={edit} complete={input !== null} />
          <Button
            type="submit"
            look="primary"
            busy={action.busy}
            disabled={input === null}
            data-testid="fault-set"
          >
            {t('faults.set')}
          </Button>
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </form>
    </Card>
  );
}

interface FaultFieldsProps {
  readonly form: FaultForm;
  readonly edit: (patch: Partial<FaultForm>) => void;
  readonly complete: boolean;
}

function FaultFields({ form, edit, complete }: FaultFieldsProps) {
  const { t } = useText();
  const packages = usePackages((view) => view.packages);
  const param = faultKinds.find(({ kind }) => kind === form.kind)?.param ?? null;
  const wrong = complete ? undefined : t(param === 'location' ? 'faults.badLocation' : 'faults.badNumber');
  return (
    <>
      {param === null ? null : (
        <Field
          label={t(`faults.param_${param}`)}
          mono
          value={form.value}
          error={wrong}
          onText={(value) => edit({ value })}
          data-testid="fault-value"
        />
      )}
      <div className={styles.labelled}>
        <span className={styles.label}>{t('faults.package')}</span>
        <Select
          label={t('faults.package')}
          value={form.packageSha256 ?? any}
          options={[
            { value: any, label: t('faults.anyPackage') },
            ...packages.map(({ sha256, fileName }) => ({
              value: sha256,
              label: fileName,
              hint: sha256.slice(0, 8),
            })),
          ]}
          onChange={(value) => edit({ packageSha256: value === any ? null : value })}
        />
      </div>
      <Field
        label={t('faults.device')}
        hint={t('faults.deviceHint')}
        mono
        maxLength={64}
        value={form.deviceId}
        onText={(deviceId) => edit({ deviceId })}
        data-testid="fault-device"
      />
      <Field
        label={t('faults.skip')}
        inputMode="numeric"
        value={form.skip}
        onText={(skip) => edit({ skip })}
      />
      <Field
        label={t('faults.times')}
        hint={t('faults.timesHint')}
        inputMode="numeric"
        value={form.times}
        onText={(times) => edit({ times })}
        data-testid="fault-times"
      />
    </>
  );
}
