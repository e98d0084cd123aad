/**
 * `serve [PACKAGE ...]` runs the device-facing server until Ctrl-C; its actions look after campaigns, modules, bans, faults and
 * rules, beside a server that runs or without one. A package file of such a name is `./campaigns`.
 */
import { type Action, runAction } from '../actions.ts';
import { campaignOptions } from '../serve/campaignFields.ts';
import { campaignActions } from '../serve/campaigns.ts';
import { controlActions } from '../serve/control.ts';
import { bans, deviceOptions, devices } from '../serve/devices.ts';
import { faults } from '../serve/faults.ts';
import { requestActions, requestOptions } from '../serve/requests.ts';
import { ruleOptions, rules } from '../serve/rules.ts';
import { runServer } from '../serve/run.ts';
import type { Verb } from '../verb.ts';

const most = 102;

const actions: Readonly<Record<string, Action>> = {
  ...controlActions,
  campaigns: {
    words: [0, most],
    run: (context, words) => runAction(campaignActions, context, 'list', words),
  },
  ...requestActions,
  devices,
  ban: bans,
  faults,
  rules,
};

export const serve: Verb = {
  name: 'serve',
  takes: `[PACKAGE ...] | ${Object.keys(actions).join('|')}`,
  forms: [
    'serve [PACKAGE ...] [--http PORT] [--fault KIND=VALUE]',
    'serve status | stop | unpublish ID',
    'serve campaigns [list] | show CAMPAIGN | add PACKAGE... --firmware-name NAME --target VERSION [...] | edit CAMPAIGN [...]',
    'serve campaigns pause | resume | abort | retry-failed | next-stage | remove CAMPAIGN',
    'serve requests [--imei ID] [--last N] [--watch]',
    'serve why [NUMBER|ID]',
    'serve dry-run URL|REQUEST',
    'serve devices [list [START]] [--banned] | show ID | ban ID | release ID | bench ID on|off | note ID TEXT | unbind ID',
    'serve ban [ID [--note TEXT]] | release ID',
    'serve faults [list] | kinds | set KIND[=VALUE][,device=ID][,times=N]... | clear [ID]',
    'serve rules [show] | set --code-table classic|shifted | --loop COUNT/HOURS | [...]',
  ],
  positionals: [0, most],
  options: {
    http: { type: 'string', value: 'PORT' },
    host: { type: 'string', value: 'ADDRESS' },
    old: { type: 'string', value: 'FILE' },
    new: { type: 'string', value: 'FILE' },
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
    override: { type: 'string', value: 'REASON' },
    fault: { type: 'string', value: 'KIND=VALUE', multiple: true },
    ...campaignOptions,
    ...requestOptions,
    ...deviceOptions,
    ...ruleOptions,
  },
  run(context) {
    const [first = ''] = context.args.positionals;
    if (Object.hasOwn(actions, first)) return runAction(actions, context, 'status');
    return runServer(context, context.args.positionals);
  },
};
