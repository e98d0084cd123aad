/** How strictly tokens are checked, and the keys by which they can be. */
import { type FormEvent, useEffect, useState } from 'react';
import type { OnenetRules } from '../../../shared/contract/onenet.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { type Action, useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Onenet.module.css';

export function KeysCard() {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const { run } = action;
  const [rules, setRules] = useState<OnenetRules | null>(null);
  useEffect(() => void run(async () => setRules(await core.onenet.rules({}))), [core, run]);
  if (rules === null) return action.error === null ? <Skeleton /> : <ErrorNote error={action.error} />;
  const change = (tokenCheck: OnenetRules['tokenCheck']) =>
    void action.run(async () => setRules(await core.onenet.setRules({ tokenCheck })));
  return (
    <div className={styles.stack}>
      <Card title={t('onenet.check')}>
        <Choices
          label={t('onenet.check')}
          value={rules.tokenCheck}
          onChange={change}
          choices={(['off', 'log', 'enforce'] as const).map((value) => ({
            value,
            title: t(`onenet.check_${value}`),
            text: t(`onenet.checkText_${value}`),
            testId: `token-${value}`,
          }))}
        />
      </Card>
      <Keys rules={rules} action={action} onRules={setRules} />
    </div>
  );
}

interface KeysProps {
  readonly rules: OnenetRules;
  readonly action: Action;
  readonly onRules: (rules: OnenetRules) => void;
}

function Keys({ rules, action, onRules }: KeysProps) {
  const { t } = useText();
  const core = useCore();
  const [res, setRes] = useState('');
  const [key, setKey] = useState('');
  const set = (name: string, value: string) =>
    action.run(async () => {
      onRules(await core.onenet.setKey({ res: name, key: value }));
      return true;
    });
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if ((await set(res.trim(), key.trim())) === undefined) return;
    setRes('');
    setKey('');
  };
  return (
    <Card title={t('onenet.keys')} hint={t('onenet.keysText')}>
      <div className={styles.stack}>
        {rules.keys.length === 0 ? (
          <p className={styles.quiet}>{t('onenet.noKeys')}</p>
        ) : (
          <Table
            caption={t('onenet.keys')}
            rows={rules.keys}
            rowKey={(row) => row.res}
            columns={[
              { key: 'res', title: t('onenet.res'), mono: true, grow: true, cell: (row) => row.res },
              { key: 'hint', title: t('onenet.key'), mono: true, cell: (row) => `…${row.keyHint}` },
              {
                key: 'act',
                title: '',
                cell: (row) => (
                  <Button size="s" onClick={() => void set(row.res, '')}>
                    {t('onenet.forgetKey')}
                  </Button>
                ),
              },
            ]}
          />
        )}
        <form className={styles.row} onSubmit={(event) => void add(event)}>
          <Field
            label={t('onenet.res')}
            hint={t('onenet.resHint')}
            mono
            maxLength={256}
            value={res}
            onText={setRes}
            data-testid="key-res"
          />
          <Field
            label={t('onenet.key')}
            hint={t('onenet.keyHint')}
            mono
            type="password"
            maxLength={256}
            value={key}
            onText={setKey}
            data-testid="key-key"
          />
          <Button
            type="submit"
            busy={action.busy}
            disabled={res.trim() === '' || key.trim() === ''}
            data-testid="key-add"
          >
            {t('onenet.addKey')}
          </Button>
        </form>
        {action.error === null ? null : <ErrorNote error={action.error} />}
      </div>
    </Card>
  );
}
