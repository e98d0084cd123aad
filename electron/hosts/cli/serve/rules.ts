/** `serve rules ...`: the code table, the loop ban and the times, for all campaigns. */
import type { OtaRules } from '../../../../shared/contract/otaLedger.ts';
import { type Action, runAction } from '../actions.ts';
import { choice, integer, type OptionSpec, text, texts, type VerbArguments } from '../arguments.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

export const ruleOptions: Readonly<Record<string, OptionSpec>> = {
  'code-table': { type: 'string', value: 'classic|shifted' },
  'refusal-status': { type: 'string', value: 'STATUS' },
  loop: { type: 'string', multiple: true, value: 'COUNT/HOURS|off' },
  'confirm-hours': { type: 'string', value: 'HOURS' },
  'pin-hours': { type: 'string', value: 'HOURS' },
  redirect: { type: 'string', value: 'on|off' },
};

const hour = 3_600_000;

function ruleLines(t: VerbContext['t'], rules: OtaRules): string[] {
  const loops = rules.loopWindows.map(({ count, windowMs }) =>
    t('cli.serve.rule.loop', { count, hours: windowMs / hour }),
  );
  return [
    t(`cli.serve.rule.${rules.codeTable}`),
    t('cli.serve.rule.refusal', { status: rules.refusalStatus }),
    ...(loops.length === 0 ? [t('cli.serve.rule.noLoop')] : loops),
    t('cli.serve.rule.confirm', { hours: rules.confirmTimeoutMs / hour }),
    t('cli.serve.rule.pin', { hours: rules.pinMs / hour }),
    t(rules.redirect ? 'cli.serve.rule.redirect' : 'cli.serve.rule.noRedirect'),
  ];
}

function loopWindows(args: VerbArguments): Partial<OtaRules> {
  const words = texts(args, 'loop');
  if (words.length === 0) return {};
  if (words.length === 1 && words[0] === 'off') return { loopWindows: [] };
  return {
    loopWindows: words.map((word) => {
      const [, count = '', hours = ''] = /^(\d{1,4})\/(\d{1,3}(?:\.\d+)?)$/.exec(word) ?? [];
      const window = { count: Number(count), windowMs: Math.round(Number(hours) * hour) };
      const isGood = window.count >= 2 && window.count <= 1000 && window.windowMs >= 60_000;
      if (!isGood || window.windowMs > 720 * hour)
        throw new UsageError('badChoice', { name: 'loop', value: word, allowed: '6/1, 10/24, …, off' });
      return window;
    }),
  };
}

function changesOf(args: VerbArguments): Partial<OtaRules> {
  const refusalStatus = integer(args, 'refusal-status', 400, 499);
  const confirm = integer(args, 'confirm-hours', 1, 90 * 24);
  const pin = integer(args, 'pin-hours', 1, 30 * 24);
  const isGiven = (name: string): boolean => text(args, name) !== undefined;
  return {
    ...(isGiven('code-table')
      ? { codeTable: choice(args, 'code-table', ['classic', 'shifted'], 'classic') }
      : {}),
    ...(refusalStatus === undefined ? {} : { refusalStatus }),
    ...loopWindows(args),
    ...(confirm === undefined ? {} : { confirmTimeoutMs: confirm * hour }),
    ...(pin === undefined ? {} : { pinMs: pin * hour }),
    ...(isGiven('redirect') ? { redirect: choice(args, 'redirect', ['on', 'off'], 'off') === 'on' } : {}),
  };
}

const ruleActions: Readonly<Record<string, Action>> = {
  show: {
    words: [0, 0],
    async run({ core, output, t }) {
      const rules = await snapshotOf(core.otaServer.rules);
      output.result({ rules }, ruleLines(t, rules));
      return 0;
    },
  },
  set: {
    words: [0, 0],
    async run({ args, core, output, t }) {
      const changes = changesOf(args);
      if (Object.keys(changes).length === 0)
        throw new UsageError('missingOption', {
          name: Object.keys(ruleOptions)
            .map((name) => `--${name}`)
            .join(', '),
        });
      const rules = await core.otaServer.setRules(changes);
      output.result({ rules }, ruleLines(t, rules));
      return 0;
    },
  },
};

export const rules: Action = {
  words: [0, 1],
  run: (context, words) => runAction(ruleActions, context, 'show', words),
};
