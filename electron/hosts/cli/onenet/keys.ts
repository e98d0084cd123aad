/** `onenet keys | token-check ...`: whose tokens can be checked, and what happens to a bad one. */
import type { OnenetRules } from '../../../../shared/contract/onenet.ts';
import type { Action } from '../actions.ts';
import { choice, type OptionSpec, text } from '../arguments.ts';
import { readKey } from '../readKey.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

export const keyOptions: Readonly<Record<string, OptionSpec>> = {
  key: { type: 'string', value: 'KEY|-' },
  'refusal-status': { type: 'string', value: '200|401' },
};

function keyLines(t: VerbContext['t'], { keys }: OnenetRules): string[] {
  if (keys.length === 0) return [t('cli.onenet.noKeys')];
  return keys.map(({ res, keyHint }) => `${res}  ••••${keyHint}`);
}

export const keyActions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    async run({ core, output, t }) {
      const rules = await core.onenet.rules({});
      output.result({ keys: rules.keys }, keyLines(t, rules));
      return 0;
    },
  },
  set: {
    words: [1, 1],
    async run({ args, core, output, t }, [res = '']) {
      const key = await readKey(args);
      if (key === undefined || key === '') throw new UsageError('missingOption', { name: '--key KEY|-' });
      const rules = await core.onenet.setKey({ res, key });
      output.result({ keys: rules.keys }, keyLines(t, rules));
      return 0;
    },
  },
  remove: {
    words: [1, 1],
    async run({ core, output, t }, [res = '']) {
      const known = (await core.onenet.rules({})).keys.map((key) => key.res);
      if (!known.includes(res)) throw new UsageError('unknownResource', { res });
      const rules = await core.onenet.setKey({ res, key: '' });
      output.result({ keys: rules.keys }, keyLines(t, rules));
      return 0;
    },
  },
};

const checks = ['off', 'log', 'enforce'] as const;

/** Without a word it only tells. */
export const tokenCheck: Action = {
  words: [0, 1],
  async run({ args, core, output, t }, [word]) {
    const tokenCheck = checks.find((check) => check === word);
    if (word !== undefined && tokenCheck === undefined)
      throw new UsageError('badAction', { value: word, allowed: checks.join(', ') });
    const isGiven = text(args, 'refusal-status') !== undefined;
    const status = choice(args, 'refusal-status', ['200', '401'], '200') === '401' ? 401 : 200;
    const changes: { tokenCheck?: OnenetRules['tokenCheck']; refusalStatus?: 200 | 401 } = {
      ...(tokenCheck === undefined ? {} : { tokenCheck }),
      ...(isGiven ? { refusalStatus: status } : {}),
    };
    const isChange = Object.keys(changes).length > 0;
    const rules = isChange ? await core.onenet.setRules(changes) : await core.onenet.rules({});
    const { keys, ...shown } = rules;
    output.result(shown, [
      t(`cli.onenet.check.${rules.tokenCheck}`),
      t('cli.onenet.refusal', { status: rules.refusalStatus }),
      ...(rules.tokenCheck !== 'off' && keys.length === 0 ? [t('cli.onenet.noKeys')] : []),
    ]);
    return 0;
  },
};
