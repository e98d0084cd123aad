/** What the server decides by: the loop ban, how refusals are numbered, and how long it waits. */
import { type FormEvent, useState } from 'react';
import { defaultOtaRules, type OtaRules } from '../../../shared/contract/otaLedger.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useOtaRules } from '../../stores/otaRules.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { notify } from '../../ui/Toast.tsx';
import { AnswerCard } from './AnswerCard.tsx';
import { LoopWindows } from './LoopWindows.tsx';
import styles from './Rules.module.css';
import { formOfRules, type RulesForm, rulesOf } from './rulesForm.ts';

export interface RulesPartProps {
  readonly form: RulesForm;
  readonly edit: (patch: Partial<RulesForm>) => void;
}

export function RulesTab() {
  const rules = useOtaRules();
  if (rules === null) return <Skeleton />;
  // What another door changed is shown at once.
  return <RulesEditor key={JSON.stringify(rules)} rules={rules} />;
}

function RulesEditor({ rules }: { readonly rules: OtaRules }) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [form, setForm] = useState(() => formOfRules(rules));
  const edit = (patch: Partial<RulesForm>) => setForm((before) => ({ ...before, ...patch }));
  const result = rulesOf(form);
  const isChanged = !result.ok || JSON.stringify(result.rules) !== JSON.stringify(rules);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!result.ok) return;
    const saved = await action.run(() => core.otaServer.setRules(result.rules));
    if (saved !== undefined) notify(t('serverRules.saved'));
  };
  return (
    <form className={styles.stack} onSubmit={(event) => void save(event)} data-testid="rules">
      <LoopWindows form={form} edit={edit} />
      <Card title={t('serverRules.times')} hint={t('serverRules.timesText')}>
        <div className={styles.pair}>
          <Field
            label={t('serverRules.confirm')}
            hint={t('serverRules.confirmHint')}
            inputMode="decimal"
            value={form.confirmHours}
            onText={(confirmHours) => edit({ confirmHours })}
            data-testid="rules-confirm"
          />
          <Field
            label={t('serverRules.pin')}
            hint={t('serverRules.pinHint')}
            inputMode="decimal"
            value={form.pinHours}
            onText={(pinHours) => edit({ pinHours })}
            data-testid="rules-pin"
          />
        </div>
      </Card>
      <AnswerCard form={form} edit={edit} />
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <div className={styles.bar}>
        <p className={styles.quiet} role="status">
          {result.ok ? '' : t(`serverRules.${result.problem}`)}
        </p>
        <Button data-testid="rules-defaults" onClick={() => setForm(formOfRules(defaultOtaRules))}>
          {t('serverRules.defaults')}
        </Button>
        <Button
          type="submit"
          look="primary"
          busy={action.busy}
          disabled={!result.ok || !isChanged}
          data-testid="rules-save"
        >
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
