/** `onenet plans|tasks|keys|token-check ...`: the OneNET side of the server, for devices that speak OneNET's own requests. */
import { type Action, runAction } from '../actions.ts';
import { keyActions, keyOptions, tokenCheck } from '../onenet/keys.ts';
import { planActions, planOptions } from '../onenet/plans.ts';
import { taskActions, taskOptions } from '../onenet/tasks.ts';
import type { Verb } from '../verb.ts';

const nested = (actions: Readonly<Record<string, Action>>): Action => ({
  words: [0, 3],
  run: (context, words) => runAction(actions, context, 'list', words),
});

const actions: Readonly<Record<string, Action>> = {
  plans: nested(planActions),
  tasks: nested(taskActions),
  keys: nested(keyActions),
  'token-check': tokenCheck,
};

export const onenet: Verb = {
  name: 'onenet',
  takes: Object.keys(actions).join('|'),
  forms: [
    'onenet plans [list] | add PACKAGE --target VERSION [...] | edit PLAN [PACKAGE] [...] | pause | resume | remove PLAN',
    'onenet tasks [list] [--plan PLAN] [--device ID] | cancel TASK | retry TASK',
    'onenet keys [list] | set RESOURCE --key KEY|- | remove RESOURCE',
    'onenet token-check [off|log|enforce] [--refusal-status 200|401]',
  ],
  positionals: [0, 4],
  options: {
    ...planOptions,
    ...taskOptions,
    ...keyOptions,
    old: { type: 'string', value: 'FILE' },
    new: { type: 'string', value: 'FILE' },
  },
  run: (context) => runAction(actions, context, 'plans'),
};
