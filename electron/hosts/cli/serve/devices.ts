/** `serve devices | ban ...`: the modules that asked this server, and what a person decided about them. */
import type { OtaModule, OtaOffer } from '../../../../shared/contract/otaLedger.ts';
import { type Action, runAction } from '../actions.ts';
import { flag, type OptionSpec, text } from '../arguments.ts';
import { table } from '../format.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { showMoment } from './moment.ts';

export const deviceOptions: Readonly<Record<string, OptionSpec>> = {
  note: { type: 'string', value: 'TEXT' },
  banned: { type: 'boolean' },
};

type T = VerbContext['t'];
/** What the contract gives at once. */
const most = 1000;

function offerText(t: T, { source, target, state }: OtaOffer): string {
  return `${source} -> ${target}: ${t(`otaOfferState.${state}`)}`;
}

function banText(t: T, { ban }: OtaModule): string {
  if (ban === null) return '';
  const { source, target, note, atMs } = ban;
  const loop = t('cli.serve.ban.loop', { source: source ?? '', target: target ?? '' });
  const cause = ban.kind === 'loop' ? loop : t('cli.serve.ban.person', { note: note === '' ? '-' : note });
  return `${cause} (${showMoment(atMs)})`;
}

function deviceTable(t: T, modules: readonly OtaModule[]): string[] {
  const heads = ['module', 'firmwareName', 'version', 'seen', 'requests', 'upgrade', 'ban'];
  return table(
    heads.map((name) => t(`cli.serve.column.${name}`)),
    modules.map((module) => [
      ...[module.id, module.firmwareName ?? '', module.version ?? '', showMoment(module.lastSeenMs)],
      ...[String(module.requests), module.offer === null ? '' : offerText(t, module.offer)],
      [banText(t, module), module.bench ? t('cli.serve.bench') : ''].filter(Boolean).join(', '),
    ]),
  );
}

function deviceLines(t: T, module: OtaModule): string[] {
  const project = module.projectHint === null ? t('cli.serve.anyProject') : `…${module.projectHint}`;
  return [
    ...deviceTable(t, [module]),
    `${t('cli.serve.field.project')}: ${project}`,
    ...(module.notes === '' ? [] : [`${t('cli.serve.field.notes')}: ${module.notes}`]),
  ];
}

function changed({ output, t }: VerbContext, module: OtaModule): 0 {
  output.result({ module }, deviceLines(t, module));
  return 0;
}

async function listed(context: VerbContext, search: string | undefined, bannedOnly: boolean): Promise<0> {
  const { core, output, t } = context;
  const found = await core.otaServer.modules({
    ...(search === undefined ? {} : { search }),
    ...(bannedOnly ? { bannedOnly } : {}),
    limit: most,
  });
  const { modules, total } = found;
  const none = t(bannedOnly ? 'cli.serve.noneBanned' : 'cli.serve.noDevices');
  output.result(found, modules.length === 0 ? [none] : deviceTable(t, modules));
  if (total > modules.length) output.note(t('cli.serve.moreDevices', { count: modules.length, total }));
  return 0;
}

const ban: Action = {
  words: [1, 1],
  async run(context, [id = '']) {
    const note = text(context.args, 'note');
    const input = { id, ...(note === undefined ? {} : { note }) };
    return changed(context, await context.core.otaServer.banModule(input));
  },
};
const release: Action = {
  words: [1, 1],
  run: async (context, [id = '']) => changed(context, await context.core.otaServer.releaseModule({ id })),
};

const deviceActions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 1],
    run: (context, [search]) => listed(context, search, flag(context.args, 'banned')),
  },
  show: {
    words: [1, 1],
    async run({ core, output, t }, [id = '']) {
      const module = await core.otaServer.module({ id });
      output.result({ module }, [
        ...deviceLines(t, module),
        ...module.offers.map((offer) => `  ${showMoment(offer.lastServedMs)}  ${offerText(t, offer)}`),
      ]);
      return 0;
    },
  },
  ban,
  release,
  bench: {
    words: [2, 2],
    async run(context, [id = '', word = '']) {
      if (word !== 'on' && word !== 'off')
        throw new UsageError('badAction', { value: word, allowed: 'on, off' });
      return changed(context, await context.core.otaServer.describeModule({ id, bench: word === 'on' }));
    },
  },
  note: {
    words: [1, 2],
    run: async (context, [id = '', notes = '']) =>
      changed(context, await context.core.otaServer.describeModule({ id, notes })),
  },
  unbind: {
    words: [1, 1],
    run: async (context, [id = '']) =>
      changed(context, await context.core.otaServer.describeModule({ id, unbind: true })),
  },
};

export const devices: Action = {
  words: [0, 3],
  run: (context, words) => runAction(deviceActions, context, 'list', words),
};

/** `ban` alone lists, `ban ID` bans, `ban release ID` lifts: what a support desk types most. */
export const bans: Action = {
  words: [0, 2],
  run(context, [word, ...rest]) {
    if (word === undefined || word === 'list') return listed(context, rest[0], true);
    if (word === 'release') return runAction({ release }, context, 'release', ['release', ...rest]);
    return runAction({ ban }, context, 'ban', ['ban', word, ...rest]);
  },
};
