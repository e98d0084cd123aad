/** What is offered to OneNET's devices. */
import { ClipboardList, Plus } from 'lucide-react';
import { useState } from 'react';
import type { OnenetPlan } from '../../../shared/contract/onenet.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatCount } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useOnenetPlans } from '../../stores/onenet.ts';
import { usePackages } from '../../stores/packages.ts';
import { useAction } from '../../stores/run.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Fact, KeyValue } from '../../ui/KeyValue.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Onenet.module.css';
import { PlanDialog } from './PlanDialog.tsx';

export function Plans() {
  const { t } = useText();
  const { loaded, plans } = useOnenetPlans();
  const [editing, setEditing] = useState<OnenetPlan | 'new' | null>(null);
  if (!loaded) return <Skeleton />;
  const create = (
    <Button look="primary" icon={<Plus />} data-testid="plan-new" onClick={() => setEditing('new')}>
      {t('onenet.create')}
    </Button>
  );
  return (
    <div className={styles.stack}>
      {plans.length === 0 ? (
        <Card>
          <EmptyState picture={<ClipboardList />} title={t('onenet.empty')} action={create}>
            {t('onenet.emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <>
          <div>{create}</div>
          {plans.toReversed().map((plan) => (
            <PlanCard key={plan.id} plan={plan} onEdit={() => setEditing(plan)} />
          ))}
        </>
      )}
      {editing === null ? null : (
        <PlanDialog plan={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}

function PlanCard({ plan, onEdit }: { readonly plan: OnenetPlan; readonly onEdit: () => void }) {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const action = useAction();
  const fileName = usePackages(
    (view) =>
      view.packages.find(({ sha256 }) => sha256 === plan.sha256)?.fileName ?? plan.sha256.slice(0, 12),
  );
  const [removing, setRemoving] = useState(false);
  const { id, createdAtMs: _, active, ...fields } = plan;
  const turn = () => void action.run(() => core.onenet.savePlan({ ...fields, id, active: !active }));
  return (
    <Card
      title={plan.name}
      hint={<Badge tone={active ? 'ok' : 'neutral'}>{t(active ? 'onenet.on' : 'onenet.off')}</Badge>}
      data-testid="plan"
      actions={
        <>
          <Button size="s" onClick={turn}>
            {t(active ? 'onenet.pause' : 'onenet.resume')}
          </Button>
          <Button size="s" onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <Button size="s" look="danger" data-testid="plan-remove" onClick={() => setRemoving(true)}>
            {t('common.remove')}
          </Button>
        </>
      }
    >
      <KeyValue columns={2} facts={factsOf(plan, fileName, texts)} />
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <Dialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('onenet.removeTitle', { name: plan.name })}
        description={t('onenet.removeText')}
        actions={
          <>
            <Button onClick={() => setRemoving(false)}>{t('common.cancel')}</Button>
            <Button
              look="danger"
              data-testid="plan-remove-yes"
              onClick={() => {
                setRemoving(false);
                void action.run(() => core.onenet.removePlan({ id }));
              }}
            >
              {t('common.remove')}
            </Button>
          </>
        }
      />
    </Card>
  );
}

function factsOf(plan: OnenetPlan, fileName: string, { t }: Texts): readonly Fact[] {
  const { product, kind, target, sources, devices } = plan;
  return [
    { name: t('onenet.product'), value: product ?? t('onenet.anyProduct'), mono: product !== null },
    { name: t('onenet.kind'), value: t(`onenet.kind_${kind}`) },
    { name: t('onenet.package'), value: fileName, mono: true },
    { name: t('onenet.target'), value: target, mono: true },
    {
      name: t('onenet.sources'),
      value: sources?.join(', ') ?? t('onenet.anySource'),
      mono: sources !== null,
    },
    {
      name: t('onenet.devices'),
      value:
        devices === null
          ? t('onenet.allDevices')
          : t('onenet.deviceCount', { count: formatCount(devices.length) }),
    },
  ];
}
