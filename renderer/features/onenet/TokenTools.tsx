/** Makes a token, and says of one whether it is good. */
import { type FormEvent, useState } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { RawText } from '../../ui/RawText.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import styles from './Onenet.module.css';

type Client = ReturnType<typeof useCore>['otaClient'];
type Checked = Awaited<ReturnType<Client['checkToken']>>;

const versions = ['2018-10-31', '2020-05-29', '2022-05-01'] as const;
const methods = ['sha256', 'sha1', 'md5'] as const;
const yearSeconds = 365 * 86_400;

export function TokenTools() {
  return (
    <div className={styles.two}>
      <MakeToken />
      <CheckToken />
    </div>
  );
}

function MakeToken() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [res, setRes] = useState('');
  const [key, setKey] = useState('');
  const [version, setVersion] = useState<string>(versions[0]);
  const [method, setMethod] = useState<string>(methods[0]);
  const [et, setEt] = useState(() => String(Math.floor(Date.now() / 1000) + yearSeconds));
  const [raw, setRaw] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const made = await action.run(() =>
      core.otaClient.makeToken({
        ...{ version, method, raw, res: res.trim(), key: key.trim(), et: et.trim() },
      }),
    );
    setToken(made?.token ?? null);
  };
  return (
    <Card title={t('onenet.make')}>
      <form className={styles.stack} onSubmit={(event) => void make(event)}>
        <Field
          label={t('onenet.res')}
          hint={t('onenet.resHint')}
          mono
          value={res}
          maxLength={256}
          onText={setRes}
          data-testid="token-res"
        />
        <Field
          label={t('onenet.key')}
          hint={t('onenet.keyHint')}
          mono
          type="password"
          value={key}
          maxLength={256}
          onText={setKey}
          data-testid="token-key"
        />
        <div className={styles.pair}>
          <Choice label={t('onenet.version')} value={version} options={versions} onChange={setVersion} />
          <Choice label={t('onenet.method')} value={method} options={methods} onChange={setMethod} />
        </div>
        <Field
          label={t('onenet.et')}
          hint={t('onenet.etHint')}
          mono
          inputMode="numeric"
          value={et}
          maxLength={16}
          onText={setEt}
        />
        <Switch
          label={t('onenet.unescaped')}
          hint={t('onenet.unescapedHint')}
          checked={raw}
          onChange={setRaw}
        />
        <div>
          <Button
            type="submit"
            look="primary"
            busy={action.busy}
            disabled={res.trim() === '' || key.trim() === ''}
            data-testid="token-make"
          >
            {t('onenet.makeButton')}
          </Button>
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
        {token === null ? null : <RawText title={t('onenet.token')} text={token} testId="token-made" />}
      </form>
    </Card>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <div className={styles.labelled}>
      <span className={styles.label}>{label}</span>
      <Select
        label={label}
        mono
        value={value}
        options={options.map((option) => ({ value: option, label: option }))}
        onChange={onChange}
      />
    </div>
  );
}

function CheckToken() {
  const texts = useText();
  const { t, code } = texts;
  const core = useCore();
  const action = useAction();
  const [token, setToken] = useState('');
  const [key, setKey] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  const check = async (event: FormEvent) => {
    event.preventDefault();
    const withKey = key.trim() === '' ? {} : { key: key.trim() };
    const said = await action.run(() => core.otaClient.checkToken({ token: token.trim(), ...withKey }));
    setChecked(said ?? null);
  };
  return (
    <Card title={t('onenet.checkTitle')}>
      <form className={styles.stack} onSubmit={(event) => void check(event)}>
        <TextBox
          label={t('onenet.token')}
          hint={t('onenet.tokenHint')}
          mono
          rows={4}
          maxLength={2048}
          value={token}
          onText={setToken}
          data-testid="token-text"
        />
        <Field
          label={t('onenet.keyOptional')}
          hint={t('onenet.keyOptionalHint')}
          mono
          type="password"
          value={key}
          maxLength={256}
          onText={setKey}
          data-testid="token-check-key"
        />
        <div>
          <Button type="submit" busy={action.busy} disabled={token.trim() === ''} data-testid="token-check">
            {t('onenet.checkButton')}
          </Button>
        </div>
        {action.error === null ? null : <ErrorNote error={action.error} />}
        {checked === null ? null : (
          <>
            <Callout
              tone={checked.ok ? 'ok' : 'bad'}
              title={verdictOf(checked, texts)}
              data-testid="token-verdict"
            >
              {checked.ok
                ? undefined
                : t('onenet.badField', {
                    field: checked.field ?? '',
                    fault: code('tokenFault', checked.fault ?? ''),
                    value: checked.value,
                  })}
            </Callout>
            {checked.fields === null ? null : <KeyValue facts={factsOf(checked.fields)} />}
          </>
        )}
      </form>
    </Card>
  );
}

function verdictOf({ ok, signatureChecked }: Checked, { t }: Texts): string {
  if (!ok) return t('onenet.bad');
  return t(signatureChecked ? 'onenet.good' : 'onenet.goodForm');
}

function factsOf(fields: NonNullable<Checked['fields']>): readonly Fact[] {
  const seconds = Number(fields.et);
  const when = Number.isFinite(seconds) ? ` (${new Date(seconds * 1000).toISOString().slice(0, 16)}Z)` : '';
  return Object.entries(fields).map(([name, value]) => ({
    name,
    value: name === 'et' ? `${value}${when}` : value,
    mono: true,
  }));
}
