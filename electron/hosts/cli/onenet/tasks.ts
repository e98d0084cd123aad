/** `onenet tasks ...`: how far each device of each plan is. */
import type { OnenetTask } from '../../../../shared/contract/onenet.ts';
import type { Action } from '../actions.ts';
import { integer, type OptionSpec, text, texts } from '../arguments.ts';
import { table } from '../format.ts';
import { showMoment } from '../serve/moment.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { findPlan } from './plans.ts';

export const taskOptions: Readonly<Record<string, OptionSpec>> = {
  plan: { type: 'string', value: 'ID|NAME' },
  last: { type: 'string', value: 'N' },
};

const usual = 100;

function taskTable(t: VerbContext['t'], tasks: readonly OnenetTask[]): string[] {
  if (tasks.length === 0) return [t('cli.onenet.noTasks')];
  const heads = ['task', 'device', 'kind', 'sources', 'target', 'state', 'step', 'changed'];
  return table(
    heads.map((name) => t(`cli.onenet.column.${name}`)),
    tasks.map(({ tid, device, kind, source, target, state, step, changedAtMs }) => [
      ...[String(tid), device, kind, source ?? '?', target, t(`cli.onenet.state.${state}`)],
      ...[step === null ? '' : String(step), showMoment(changedAtMs)],
    ]),
  );
}

const steering = (action: 'cancel' | 'retry'): Action => ({
  words: [1, 1],
  async run({ core, output, t }, [word = '']) {
    if (!/^\d{1,15}$/.test(word)) throw new UsageError('badTask', { word });
    const task = await core.onenet.steerTask({ tid: Number(word), action });
    output.result({ task }, taskTable(t, [task]));
    return 0;
  },
});

export const taskActions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    async run(context) {
      const { args, core, output, t } = context;
      const plan = text(args, 'plan');
      const [device] = texts(args, 'device');
      const tasks = await core.onenet.tasks({
        ...(plan === undefined ? {} : { planId: (await findPlan(context, plan)).id }),
        ...(device === undefined ? {} : { device }),
        limit: integer(args, 'last', 1, 1000) ?? usual,
      });
      output.result({ tasks }, taskTable(t, tasks));
      return 0;
    },
  },
  cancel: steering('cancel'),
  retry: steering('retry'),
};
