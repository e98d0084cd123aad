/** `token make|check`: OneNET's access tokens. */
import { type Action, runAction } from '../actions.ts';
import { choice, flag, text } from '../arguments.ts';
import { readKey } from '../readKey.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

const yearSeconds = 365 * 24 * 3600;

async function neededKey({ args }: VerbContext): Promise<string> {
  const key = await readKey(args);
  if (key === undefined) throw new UsageError('missingOption', { name: '--key' });
  return key;
}

const make: Action = {
  words: [0, 0],
  async run(context) {
    const { args, core, output } = context;
    const res = text(args, 'res');
    if (res === undefined) throw new UsageError('missingOption', { name: '--res' });
    const made = await core.otaClient.makeToken({
      res,
      key: await neededKey(context),
      et: text(args, 'et') ?? String(Math.floor(Date.now() / 1000) + yearSeconds),
      // Not `choice`: MD5 in capitals signs differently from md5, and both are in use.
      method: text(args, 'method') ?? 'sha256',
      version: choice(args, 'token-version', ['2018-10-31', '2020-05-29', '2022-05-01'], '2018-10-31'),
      raw: flag(args, 'unescaped'),
    });
    output.result(made, [made.token]);
    return 0;
  },
};

const check: Action = {
  words: [1, 1],
  async run({ args, core, output, t }, [token = '']) {
    const key = await readKey(args);
    const checked = await core.otaClient.checkToken({ token, ...(key === undefined ? {} : { key }) });
    const { ok, field, fault, value, fields, signatureChecked } = checked;
    const verdict = ok
      ? t(signatureChecked ? 'cli.token.good' : 'cli.token.formGood')
      : t('cli.token.bad', { field: field ?? '', fault: fault ?? '', value });
    output.result(checked, [
      ...Object.entries(fields ?? {}).map(([name, word]) => `${name}: ${word}`),
      verdict,
    ]);
    return ok ? 0 : 1;
  },
};

const actions = { make, check } as const;

export const token: Verb = {
  name: 'token',
  takes: 'make|check [TOKEN]',
  positionals: [1, 2],
  options: {
    res: { type: 'string', value: 'RESOURCE' },
    key: { type: 'string', value: 'KEY|-' },
    et: { type: 'string', value: 'SECONDS' },
    method: { type: 'string', value: 'md5|sha1|sha256' },
    'token-version': { type: 'string', value: 'DATE' },
    unescaped: { type: 'boolean' },
  },
  run: (context) => runAction(actions, context, 'make'),
};
