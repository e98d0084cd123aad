/**
 * `virtual DIALECT FIRMWARE [--tcp PORT] [--pty]` keeps a virtual module alive until Ctrl-C; `virtual kinds`, `virtual knobs
 * DIALECT`, `virtual cases DIALECT`, `virtual get PORT` and `virtual set PORT NAME=VALUE ...` tell and turn its knobs.
 */
import type { KnobValue } from '../../../../shared/contract/virtual.ts';
import { type Action, runAction } from '../actions.ts';
import { parseKnobs } from '../portArgument.ts';
import { findPort } from '../ports/findPort.ts';
import type { Verb, VerbContext } from '../verb.ts';
import { describing, show } from '../virtual/describe.ts';
import { runModule } from '../virtual/run.ts';

const mostKnobs = 64;

async function set(context: VerbContext, [word = '', ...changes]: readonly string[]): Promise<0> {
  const { id } = await findPort(context, word);
  const knobs: Record<string, KnobValue> = Object.assign({}, ...changes.map((change) => parseKnobs(change)));
  return show(context, await context.core.virtual.setKnobs({ portId: id, knobs }));
}

const actions: Readonly<Record<string, Action>> = {
  ...describing,
  set: { words: [2, 1 + mostKnobs], run: set },
};

export const virtual: Verb = {
  name: 'virtual',
  takes: `DIALECT FIRMWARE | ${Object.keys(actions).join('|')} ...`,
  positionals: [1, 2 + mostKnobs],
  options: {
    dialect: { type: 'string', value: 'DIALECT' },
    case: { type: 'string', value: 'CASE' },
    knobs: { type: 'string', value: 'NAME=VALUE,...' },
    imei: { type: 'string', value: 'IMEI' },
    tcp: { type: 'string', value: 'PORT' },
    pty: { type: 'boolean' },
  },
  run(context) {
    const [first = ''] = context.args.positionals;
    if (Object.hasOwn(actions, first)) return runAction(actions, context, 'kinds');
    return runModule(context, context.args.positionals);
  },
};
