/** `toolkit [PROGRAM]`: shows, sets or forgets the FotaToolkit that checks packages a second time. */
import { flag } from '../arguments.ts';
import { asUsage, namedToolkit } from '../toolkit/options.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** What is remembered after the command. */
async function remembered(context: VerbContext) {
  const { args, core } = context;
  const [program] = args.positionals;
  if (flag(args, 'forget')) return core.planning.setToolkit({ toolkit: null });
  if (program === undefined) return core.planning.toolkit({});
  return core.planning.setToolkit({ toolkit: namedToolkit(context, program) }).catch(asUsage);
}

export const toolkit: Verb = {
  name: 'toolkit',
  takes: '[PROGRAM]',
  positionals: [0, 1],
  options: {
    'toolkit-config': { type: 'string', value: 'FILE' },
    forget: { type: 'boolean' },
  },
  async run(context) {
    const { output, t } = context;
    const { toolkit: kept } = await remembered(context);
    output.result({ toolkit: kept }, [
      kept === null ? t('cli.toolkit.none') : t('cli.toolkit.set', { ...kept }),
    ]);
    return 0;
  },
};
