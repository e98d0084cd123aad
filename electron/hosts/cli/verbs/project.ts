/** `project ACTION`: projects with their keys, the files they travel in, and the cloud side. */
import { platformSchema } from '../../../../shared/contract/settings.ts';
import { runAction } from '../actions.ts';
import { cloudActions } from '../project/cloud.ts';
import { editActions } from '../project/edit.ts';
import { transferActions } from '../project/transfer.ts';
import type { Verb } from '../verb.ts';

const actions = { ...editActions, ...transferActions, ...cloudActions };

export const project: Verb = {
  name: 'project',
  takes: `${Object.keys(actions).join('|')} [...]`,
  positionals: [0, 65],
  options: {
    name: { type: 'string', value: 'NAME' },
    platform: { type: 'string', value: platformSchema.options.join('|') },
    key: { type: 'string', value: 'KEY|-' },
    notes: { type: 'string', value: 'TEXT' },
    'vendor-default': { type: 'boolean' },
    'product-key': { type: 'string', value: 'PK' },
    'product-id': { type: 'string', value: 'ID' },
    'user-id': { type: 'string', value: 'ID' },
    'server-url': { type: 'string', value: 'URL' },
    package: { type: 'string', value: 'SHA256' },
    file: { type: 'string', value: 'FILE', multiple: true },
    seen: { type: 'boolean' },
    replace: { type: 'boolean' },
    out: { type: 'string', short: 'o', value: 'FILE' },
    force: { type: 'boolean' },
  },
  run: (context) => runAction(actions, context, 'list'),
};
