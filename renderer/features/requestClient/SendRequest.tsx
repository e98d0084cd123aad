/** Sends one request exactly as a client would, and explains the answer. */
import { Send } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { OtaField, OtaFormId } from '../../../shared/contract/otaClient.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { type OtaFormInfo, useOtaForms } from '../../stores/otaForms.ts';
import { useAction } from '../../stores/run.ts';
import { useOwnServerUrl } from '../../stores/server.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AnswerView, type Sent } from './AnswerView.tsx';
import styles from './Client.module.css';
import { fieldsOf, givenOf, isComplete } from './requestForm.ts';

export function SendRequest() {
  const { t } = useText();
  const core = useCore();
  const forms = useOtaForms();
  const own = useOwnServerUrl();
  const action = useAction();
  const [id, setId] = useState<OtaFormId>('libfota2');
  const [url, setUrl] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Partial<Record<OtaField, string>>>>({});
  const [sent, setSent] = useState<Sent | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  if (forms.state === 'failed') return <ErrorNote error={forms.error} />;
  if (forms.state !== 'done') return <Skeleton />;
  const form = forms.value.find((one) => one.id === id);
  const server = url ?? own ?? '';
  const complete = form !== undefined && server.trim() !== '' && isComplete(form, values);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (form === undefined) return;
    const mine = new AbortController();
    abort.current = mine;
    setSent(null);
    const answer = await action.run(() =>
      core.otaClient.send(
        { form: id, url: server.trim(), fields: givenOf(form, values) },
        { signal: mine.signal },
      ),
    );
    if (answer !== undefined) setSent(answer);
  };
  return (
    <div className={styles.split}>
      <Card title={t('requestClient.request')}>
        <form className={styles.stack} onSubmit={(event) => void send(event)}>
          <FormChoice forms={forms.value} value={id} onChange={setId} />
          <Field
            label={t('requestClient.server')}
            hint={own === null ? t('requestClient.serverOff') : t('requestClient.serverHint')}
            mono
            maxLength={2048}
            placeholder="http://iot.openluat.com"
            value={server}
            onText={setUrl}
            data-testid="client-url"
          />
          {form === undefined ? null : <RequestFields form={form} values={values} onChange={setValues} />}
          <div className={styles.bar}>
            <Button
              type="submit"
              look="primary"
              icon={<Send />}
              busy={action.busy}
              disabled={!complete}
              data-testid="client-go"
            >
              {t('requestClient.go')}
            </Button>
            {action.busy ? (
              <Button onClick={() => abort.current?.abort()}>{t('common.cancel')}</Button>
            ) : null}
          </div>
          {action.error === null || action.error.code === 'rpc.cancelled' ? null : (
            <ErrorNote error={action.error} />
          )}
        </form>
      </Card>
      {sent === null ? (
        <Card>
          <p className={styles.quiet}>{t('requestClient.noAnswerYet')}</p>
        </Card>
      ) : (
        <AnswerView sent={sent} />
      )}
    </div>
  );
}

interface FormChoiceProps {
  readonly forms: readonly OtaFormInfo[];
  readonly value: OtaFormId;
  readonly onChange: (id: OtaFormId) => void;
}

function FormChoice({ forms, value, onChange }: FormChoiceProps) {
  const { t } = useText();
  return (
    <div className={styles.labelled}>
      <span className={styles.label}>{t('requestClient.form')}</span>
      <Select
        label={t('requestClient.form')}
        value={value}
        options={forms.map(({ id, dialect }) => ({
          value: id,
          label: id,
          hint: t(`requestClient.dialect_${dialect}`),
        }))}
        onChange={(next) => {
          const known = forms.find(({ id }) => id === next);
          if (known !== undefined) onChange(known.id);
        }}
        data-testid="client-form"
      />
      <span className={styles.hint}>{t(`requestClient.form_${value}`)}</span>
    </div>
  );
}

interface RequestFieldsProps {
  readonly form: OtaFormInfo;
  readonly values: Readonly<Partial<Record<OtaField, string>>>;
  readonly onChange: (values: Readonly<Partial<Record<OtaField, string>>>) => void;
}

function RequestFields({ form, values, onChange }: RequestFieldsProps) {
  const { t } = useText();
  return (
    <div className={styles.pair}>
      {fieldsOf(form).map(({ field, weight }) => (
        <Field
          key={field}
          label={t(`requestClient.${weight}`, { name: t(`requestClient.field_${field}`) })}
          mono
          maxLength={1024}
          value={values[field] ?? ''}
          onText={(text) => onChange({ ...values, [field]: text })}
          data-testid={`client-field-${field}`}
        />
      ))}
    </div>
  );
}
