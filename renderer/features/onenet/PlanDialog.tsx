/** Makes or changes a plan. */
import { useState } from 'react';
import type { OnenetPlan } from '../../../shared/contract/onenet.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { usePackages } from '../../stores/packages.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import styles from './Onenet.module.css';
import { emptyPlan, formOfPlan, type PlanForm, planInputOf } from './planForm.ts';

export interface PlanDialogProps {
  /** Null: a new one. */
  readonly plan: OnenetPlan | null;
  readonly onClose: () => void;
}

export function PlanDialog({ plan, onClose }: PlanDialogProps) {
  const { t } = useText();
  const core = useCore();
  const action = useAction();
  const [form, setForm] = useState(() => (plan === null ? emptyPlan : formOfPlan(plan)));
  const input = planInputOf(form);
  const save = async () => {
    if (typeof input === 'string') return;
    const kept = plan === null ? {} : { id: plan.id, hints: plan.hints, active: plan.active };
    const saved = await action.run(() => core.onenet.savePlan({ ...input, ...kept }));
    if (saved !== undefined) onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t(plan === null ? 'onenet.createTitle' : 'onenet.editTitle')}
      actions={
        <>
          <p className={styles.problem} role="status">
            {typeof input === 'string' ? t(`onenet.${input}`) : ''}
          </p>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            busy={action.busy}
            disabled={typeof input === 'string'}
            data-testid="plan-save"
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <PlanFields form={form} edit={(patch) => setForm({ ...form, ...patch })} />
      {action.error === null ? null : <ErrorNote error={action.error} />}
    </Dialog>
  );
}

interface PlanFieldsProps {
  readonly form: PlanForm;
  readonly edit: (patch: Partial<PlanForm>) => void;
}

function PlanFields({ form, edit }: PlanFieldsProps) {
  const { t } = useText();
  const packages = usePackages((view) => view.packages);
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <Field
          label={t('onenet.name')}
          hint={t('onenet.nameHint')}
          maxLength={20}
          value={form.name}
          onText={(name) => edit({ name })}
          data-testid="plan-name"
        />
        <Field
          label={t('onenet.product')}
          hint={t('onenet.productHint')}
          mono
          maxLength={128}
          value={form.product}
          onText={(product) => edit({ product })}
          data-testid="plan-product"
        />
      </div>
      <div className={styles.pair}>
        <div className={styles.labelled}>
          <span className={styles.label}>{t('onenet.package')}</span>
          <Select
            label={t('onenet.package')}
            value={form.sha256}
            placeholder={t('onenet.choosePackage')}
            options={packages.map(({ sha256, fileName }) => ({
              value: sha256,
              label: fileName,
              hint: sha256.slice(0, 8),
            }))}
            onChange={(sha256) => edit({ sha256 })}
            data-testid="plan-package"
          />
        </div>
        <div className={styles.labelled}>
          <span className={styles.label}>{t('onenet.kind')}</span>
          <Segmented
            label={t('onenet.kind')}
            value={form.kind}
            onChange={(kind) => edit({ kind })}
            segments={(['sota', 'fota'] as const).map((value) => ({
              value,
              label: t(`onenet.kind_${value}`),
            }))}
          />
        </div>
      </div>
      <div className={styles.pair}>
        <Field
          label={t('onenet.target')}
          hint={t('onenet.targetHint')}
          mono
          maxLength={20}
          value={form.target}
          onText={(target) => edit({ target })}
          data-testid="plan-target"
        />
        <Field
          label={t('onenet.sources')}
          hint={t('onenet.sourcesHint')}
          mono
          value={form.sources}
          onText={(sources) => edit({ sources })}
          data-testid="plan-sources"
        />
      </div>
      <TextBox
        label={t('onenet.devices')}
        hint={t('onenet.devicesHint')}
        mono
        value={form.devices}
        onText={(devices) => edit({ devices })}
        data-testid="plan-devices"
      />
    </div>
  );
}
