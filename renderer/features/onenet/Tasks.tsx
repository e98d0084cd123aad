/** How far each device is, its last step in words. */
import { ListChecks, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { OnenetState, OnenetTask } from '../../../shared/contract/onenet.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { formatDateTime } from '../../i18n/format.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { useOnenetPlans } from '../../stores/onenet.ts';
import { useAction } from '../../stores/run.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import styles from './Onenet.module.css';
import { stepText } from './stepText.ts';

const tones: Readonly<Record<OnenetState, Tone>> = {
  ...{ waiting: 'neutral', downloading: 'accent', upgrading: 'accent' },
  ...{ succeeded: 'ok', failed: 'bad', cancelled: 'neutral' },
};
const shownTasks = 500;
/** The core has no topic for tasks; a list that is looked at is read again this often. */
const refreshMs = 3000;

export function Tasks() {
  const texts = useText();
  const { t } = texts;
  const core = useCore();
  const { plans } = useOnenetPlans();
  const [device, setDevice] = useState('');
  const [tasks, setTasks] = useState<readonly OnenetTask[] | null>(null);
  const action = useAction();
  const { run } = action;
  const wanted = device.trim();
  const read = useCallback(
    () =>
      run(async () => {
        const filter = wanted === '' ? {} : { device: wanted };
        setTasks(await core.onenet.tasks({ ...filter, limit: shownTasks }));
      }),
    [core, run, wanted],
  );
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), refreshMs);
    return () => clearInterval(timer);
  }, [read]);
  const steer = (tid: number, way: 'cancel' | 'retry') =>
    void action.run(() => core.onenet.steerTask({ tid, action: way })).then(read);
  if (tasks === null) return action.error === null ? <Skeleton /> : <ErrorNote error={action.error} />;
  const planName = (id: string) => plans.find((plan) => plan.id === id)?.name ?? id;
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <Field
          label={t('onenet.searchDevice')}
          hideLabel
          placeholder={t('onenet.searchDevice')}
          value={device}
          maxLength={128}
          onText={setDevice}
        />
        <Button size="s" icon={<RefreshCw />} onClick={() => void read()}>
          {t('common.refresh')}
        </Button>
      </div>
      {action.error === null ? null : <ErrorNote error={action.error} />}
      {tasks.length === 0 ? (
        <Card>
          <EmptyState picture={<ListChecks />} title={t('onenet.noTasks')}>
            {t('onenet.noTasksText')}
          </EmptyState>
        </Card>
      ) : (
        <Card flush data-testid="tasks">
          <Table
            caption={t('onenet.view_tasks')}
            rows={tasks}
            rowKey={({ tid }) => String(tid)}
            columns={columnsOf(texts, planName, steer)}
          />
        </Card>
      )}
    </div>
  );
}

function columnsOf(
  { t }: Texts,
  planName: (id: string) => string,
  steer: (tid: number, way: 'cancel' | 'retry') => void,
): readonly Column<OnenetTask>[] {
  const ended = (state: OnenetState) => ['succeeded', 'failed', 'cancelled'].includes(state);
  return [
    { key: 'device', title: t('onenet.device'), mono: true, cell: ({ device }) => device },
    { key: 'plan', title: t('onenet.plan'), cell: ({ planId }) => planName(planId) },
    {
      key: 'versions',
      title: t('onenet.versions'),
      mono: true,
      cell: ({ source, target }) => `${source ?? '?'} → ${target}`,
    },
    {
      key: 'state',
      title: t('onenet.state'),
      cell: ({ state }) => <Badge tone={tones[state]}>{t(`onenet.state_${state}`)}</Badge>,
    },
    { key: 'step', title: t('onenet.step'), grow: true, cell: ({ step }) => stepText(step, t) },
    { key: 'at', title: t('onenet.changed'), cell: ({ changedAtMs }) => formatDateTime(changedAtMs) },
    {
      key: 'act',
      title: '',
      cell: ({ tid, state }) => (
        <Button size="s" onClick={() => steer(tid, ended(state) ? 'retry' : 'cancel')}>
          {t(ended(state) ? 'onenet.retryTask' : 'onenet.cancelTask')}
        </Button>
      ),
    },
  ];
}
