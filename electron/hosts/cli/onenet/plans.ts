/** `onenet plans ...`: which package which devices of a product get through OneNET's own requests. */
import { type OnenetPlan, onenetKindSchema } from '../../../../shared/contract/onenet.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Action } from '../actions.ts';
import { choice, type OptionSpec, text, texts } from '../arguments.ts';
import { table } from '../format.ts';
import { pickOne } from '../serve/findCampaign.ts';
import { findPackage } from '../serve/findPackage.ts';
import { identities } from '../serve/identities.ts';
import { shortName } from '../serve/shortName.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

type T = VerbContext['t'];

export const planOptions: Readonly<Record<string, OptionSpec>> = {
  name: { type: 'string', value: 'NAME' },
  product: { type: 'string', value: 'ID' },
  kind: { type: 'string', value: onenetKindSchema.options.join('|') },
  target: { type: 'string', value: 'VERSION' },
  'source-version': { type: 'string', multiple: true, value: 'VERSION' },
  device: { type: 'string', multiple: true, value: 'ID|@FILE' },
  hint: { type: 'string', multiple: true, value: 'NAME=NUMBER' },
};

export async function findPlan({ core }: Pick<VerbContext, 'core'>, word: string): Promise<OnenetPlan> {
  const found = pickOne(await snapshotOf(core.onenet.plans), word);
  if (found === undefined) throw new AppError('onenet.unknownPlan', { id: word });
  return found;
}

function planTable(t: T, plans: readonly OnenetPlan[]): string[] {
  if (plans.length === 0) return [t('cli.onenet.noPlans')];
  const heads = ['id', 'name', 'product', 'kind', 'sources', 'target', 'devices', 'state'];
  return table(
    heads.map((name) => t(`cli.onenet.column.${name}`)),
    plans.map((plan) => [
      ...[plan.id, plan.name, plan.product ?? t('cli.onenet.any'), plan.kind],
      ...[plan.sources?.join(', ') ?? t('cli.onenet.any'), plan.target],
      plan.devices === null ? t('cli.onenet.any') : String(plan.devices.length),
      t(plan.active ? 'cli.onenet.active' : 'cli.onenet.paused'),
    ]),
  );
}

const hintNames = ['signal', 'power', 'retry', 'interval'] as const;

/** `signal=12`: only told to the device, which may keep to it or not. Throws UsageError badHint {word, allowed}. */
function hintsOf(
  { args }: VerbContext,
  before: OnenetPlan['hints'] | undefined,
): Partial<Pick<OnenetPlan, 'hints'>> {
  const words = texts(args, 'hint');
  if (words.length === 0) return before === undefined ? {} : { hints: before };
  const hints = { ...(before ?? { signal: 0, power: 0, retry: 3, interval: 0 }) };
  for (const word of words) {
    const [name, value = ''] = word.split('=', 2);
    const known = hintNames.find((hint) => hint === name);
    if (known === undefined || !/^-?\d{1,9}$/.test(value))
      throw new UsageError('badHint', { word, allowed: hintNames.join(', ') });
    hints[known] = Number(value);
  }
  return { hints };
}

const versionShape = /^[A-Za-z0-9._-]{1,20}$/;

function checkedVersion(name: string, value: string): string {
  if (!versionShape.test(value)) throw new UsageError('badOnenetVersion', { name, value });
  return value;
}

async function save(context: VerbContext, before: OnenetPlan | null, word: string | undefined): Promise<0> {
  const { args, core, output, t } = context;
  const manifest = word === undefined ? undefined : await findPackage(context, word);
  const sha256 = manifest?.sha256 ?? before?.sha256;
  const target = text(args, 'target') ?? before?.target;
  if (sha256 === undefined) throw new UsageError('missingPackage');
  if (target === undefined) throw new UsageError('missingOption', { name: '--target VERSION' });
  const named = texts(args, 'source-version').map((version) => checkedVersion('source-version', version));
  const kept = manifest === undefined || manifest.from === null ? (before?.sources ?? null) : null;
  if (manifest !== undefined && manifest.from !== null && named.length === 0)
    throw new UsageError('sourcesFor', { word: manifest.sha256 });
  const plan = await core.onenet.savePlan({
    ...(before === null ? {} : { id: before.id }),
    name: shortName(args, 20) ?? before?.name ?? target,
    product: text(args, 'product') ?? before?.product ?? null,
    kind: choice(args, 'kind', onenetKindSchema.options, before?.kind ?? 'fota'),
    ...{ sha256, target: checkedVersion('target', target) },
    sources: named.length > 0 ? named : manifest?.from === null ? null : kept,
    devices: (await identities(context, 'device')) ?? before?.devices ?? null,
    ...hintsOf(context, before?.hints),
    ...(before === null ? {} : { active: before.active }),
  });
  output.result({ plan }, planTable(t, [plan]));
  return 0;
}

const activation = (active: boolean): Action => ({
  words: [1, 1],
  async run(context, [word = '']) {
    const { createdAtMs, ...fields } = await findPlan(context, word);
    const plan = await context.core.onenet.savePlan({ ...fields, active });
    context.output.result({ plan }, planTable(context.t, [plan]));
    return 0;
  },
});

export const planActions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    async run({ core, output, t }) {
      const plans = await snapshotOf(core.onenet.plans);
      output.result({ plans }, planTable(t, plans));
      return 0;
    },
  },
  add: { words: [1, 1], run: (context, [word]) => save(context, null, word) },
  edit: {
    words: [1, 2],
    run: async (context, [word = '', packageWord]) =>
      save(context, await findPlan(context, word), packageWord),
  },
  pause: activation(false),
  resume: activation(true),
  remove: {
    words: [1, 1],
    async run(context, [word = '']) {
      const { id, name } = await findPlan(context, word);
      await context.core.onenet.removePlan({ id });
      context.output.result({ removed: id }, [context.t('cli.onenet.planRemoved', { name, id })]);
      return 0;
    },
  },
};
