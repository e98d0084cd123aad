/** `preset ACTION`: the settings of a project under one name, written to many modules. */
import { runAction } from '../actions.ts';
import { presetActions, presetOptions } from '../project/presets.ts';
import type { Verb } from '../verb.ts';

export const preset: Verb = {
  name: 'preset',
  takes: `${Object.keys(presetActions).join('|')} [...]`,
  positionals: [0, 2],
  options: presetOptions,
  run: (context) => runAction(presetActions, context, 'list'),
};
