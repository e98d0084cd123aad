/** What the options say about a campaign, over what it is already. */
import {
  type Campaign,
  type CampaignInput,
  type CampaignPackage,
  type RolloutPlan,
  rolloutPlanSchema,
} from '../../../../shared/contract/otaCampaign.ts';
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { choice, flag, integer, type OptionSpec, text, texts } from '../arguments.ts';
import { findProject } from '../project/find.ts';
import { readKey } from '../readKey.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { findPackage } from './findPackage.ts';
import { identities } from './identities.ts';
import { moment } from './moment.ts';
import { shortName } from './shortName.ts';

/** The contract's limit. */
const longestName = 80;

const clearable = [
  ...['project-key', 'core', 'allow', 'deny', 'window', 'allow-older', 'building', 'rollout'],
] as const;

export const campaignOptions: Readonly<Record<string, OptionSpec>> = {
  name: { type: 'string', value: 'NAME' },
  'firmware-name': { type: 'string', multiple: true, value: 'NAME' },
  target: { type: 'string', value: 'VERSION' },
  'source-version': { type: 'string', multiple: true, value: 'VERSION' },
  'project-key': { type: 'string', value: 'KEY|-' },
  'key-of': { type: 'string', value: 'PROJECT' },
  core: { type: 'string', value: 'VERSION' },
  audience: { type: 'string', value: 'all|listed' },
  allow: { type: 'string', multiple: true, value: 'ID|@FILE' },
  deny: { type: 'string', multiple: true, value: 'ID|@FILE' },
  'window-from': { type: 'string', value: 'TIME' },
  'window-to': { type: 'string', value: 'TIME' },
  'allow-older': { type: 'boolean' },
  building: { type: 'boolean' },
  canary: { type: 'string', multiple: true, value: 'ID|@FILE' },
  batches: { type: 'string', value: 'PERCENT,...' },
  'success-percent': { type: 'string', value: 'N' },
  'error-percent': { type: 'string', value: 'N' },
  'min-sample': { type: 'string', value: 'N' },
  clear: { type: 'string', multiple: true, value: 'FIELD' },
};

/** Careful for a fleet that nobody has upgraded this way before; every number is an option. */
const carefulRollout: RolloutPlan = {
  ...{ canary: [], batches: [10, 50, 100], successPercent: 90, errorPercent: 10, minSample: 10 },
};

/**
 * `PACKAGE` or `PACKAGE=VERSION,...`: a delta fits the versions named there, else those of --source-version, else the one that it
 * was made from. Throws UsageError sourcesFor {word} where several deltas would share --source-version.
 */
export async function campaignPackages(
  context: VerbContext,
  words: readonly string[],
): Promise<CampaignPackage[]> {
  const shared = texts(context.args, 'source-version');
  const packages: CampaignPackage[] = [];
  for (const word of words) {
    const { name, versions } = cutVersions(word);
    const manifest = await findPackage(context, name);
    if (manifest.from === null) packages.push({ kind: 'full', sha256: manifest.sha256 });
    else packages.push(deltaOf(manifest, versions.length > 0 ? versions : shared, word));
  }
  const deltas = packages.filter(({ kind }) => kind === 'delta');
  const unnamed = words.find((word) => cutVersions(word).versions.length === 0);
  if (deltas.length > 1 && shared.length > 0 && unnamed !== undefined)
    throw new UsageError('sourcesFor', { word: unnamed });
  return packages;
}

function deltaOf(manifest: PackageManifest, named: readonly string[], word: string): CampaignPackage {
  const own = manifest.from?.version?.text;
  const sourceVersions = named.length > 0 ? [...named] : own === undefined ? [] : [own];
  if (sourceVersions.length === 0) throw new UsageError('sourcesFor', { word });
  return { kind: 'delta', sha256: manifest.sha256, sourceVersions };
}

/** Only behind a digest: a file's name may hold anything. */
function cutVersions(word: string): { readonly name: string; readonly versions: readonly string[] } {
  const [, name = word, list = ''] = /^([0-9a-f]{6,64})=(.+)$/.exec(word) ?? [];
  const versions = list.split(',').map((version) => version.trim());
  return { name, versions: versions.filter((version) => version !== '') };
}

/** Everything but the packages. Throws UsageError missingOption where a new campaign lacks name or target. */
export async function campaignFields(
  context: VerbContext,
  before: Campaign | null,
): Promise<Omit<CampaignInput, 'packages'>> {
  const { args } = context;
  const cleared = clearedFields(context);
  const names = texts(args, 'firmware-name');
  const firmwareNames = names.length > 0 ? [...names] : before?.firmwareNames;
  const targetVersion = text(args, 'target') ?? before?.targetVersion;
  if (firmwareNames === undefined) throw new UsageError('missingOption', { name: '--firmware-name NAME' });
  if (targetVersion === undefined) throw new UsageError('missingOption', { name: '--target VERSION' });
  const name = shortName(args, longestName) ?? before?.name ?? `${firmwareNames[0] ?? ''} ${targetVersion}`;
  return {
    ...(before === null ? {} : { id: before.id }),
    ...{ name: name.slice(0, longestName), firmwareNames, targetVersion },
    ...(await audienceFields(context, before, cleared)),
    ...(await projectField(context, cleared)),
    ...conditionFields(context, before, cleared),
    ...(await rolloutField(context, before, cleared)),
  };
}

function clearedFields({ args }: VerbContext): ReadonlySet<string> {
  const words = texts(args, 'clear');
  const wrong = words.find((word) => !clearable.some((name) => name === word));
  if (wrong !== undefined)
    throw new UsageError('badChoice', { name: 'clear', value: wrong, allowed: clearable.join(', ') });
  return new Set(words);
}

async function projectField(context: VerbContext, cleared: ReadonlySet<string>) {
  const { args } = context;
  if (cleared.has('project-key')) return { projectKey: null };
  const keyOf = text(args, 'key-of');
  if (keyOf !== undefined) return { projectId: (await findProject(context, keyOf)).id };
  const key = await readKey({ positionals: [], options: { key: args.options['project-key'] } });
  return key === undefined ? {} : { projectKey: key };
}

async function audienceFields(context: VerbContext, before: Campaign | null, cleared: ReadonlySet<string>) {
  const [allow, deny] = [await identities(context, 'allow'), await identities(context, 'deny')];
  // Who lists modules means those; `--audience all` says that they are only the first ones of many.
  const otherwise = before?.audience ?? (allow === undefined ? 'all' : 'listed');
  return {
    audience: choice(context.args, 'audience', ['all', 'listed'], otherwise),
    ...(cleared.has('allow') ? { allow: [] } : allow === undefined ? {} : { allow }),
    ...(cleared.has('deny') ? { deny: [] } : deny === undefined ? {} : { deny }),
  };
}

function conditionFields({ args }: VerbContext, before: Campaign | null, cleared: ReadonlySet<string>) {
  const [fromMs, toMs] = [moment(args, 'window-from'), moment(args, 'window-to')];
  const { fromMs: oldFrom = null, toMs: oldTo = null } = before?.window ?? {};
  const window = { fromMs: fromMs ?? oldFrom, toMs: toMs ?? oldTo };
  if (window.fromMs !== null && window.toMs !== null && window.fromMs >= window.toMs)
    throw new UsageError('badWindow');
  const core = text(args, 'core');
  return {
    ...(cleared.has('core') ? { coreVersion: null } : core === undefined ? {} : { coreVersion: core }),
    ...(cleared.has('window') ? { window: null } : (fromMs ?? toMs) === undefined ? {} : { window }),
    ...switchField('allowOlder', flag(args, 'allow-older'), cleared.has('allow-older')),
    ...switchField('building', flag(args, 'building'), cleared.has('building')),
  };
}

function switchField<N extends string>(name: N, on: boolean, off: boolean): Partial<Record<N, boolean>> {
  const field: Partial<Record<N, boolean>> = {};
  if (on || off) field[name] = !off;
  return field;
}

async function rolloutField(context: VerbContext, before: Campaign | null, cleared: ReadonlySet<string>) {
  if (cleared.has('rollout')) return { rollout: null };
  const { args } = context;
  const canary = await identities(context, 'canary');
  const batches = text(args, 'batches')?.split(',').map(Number);
  const successPercent = integer(args, 'success-percent', 0, 100);
  const errorPercent = integer(args, 'error-percent', 0, 100);
  const minSample = integer(args, 'min-sample', 1, 100_000);
  const given = { canary, batches, successPercent, errorPercent, minSample };
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  if (named.length === 0) return {};
  // Thresholds alone would quietly close a campaign that is open to all.
  if (before?.rollout == null && canary === undefined && batches === undefined)
    throw new UsageError('missingOption', { name: '--batches PERCENT,...' });
  const plan = { ...(before?.rollout ?? carefulRollout), ...Object.fromEntries(named) };
  const read = rolloutPlanSchema.safeParse(plan);
  if (!read.success) throw new UsageError('badBatches', { value: text(args, 'batches') ?? '' });
  return { rollout: read.data };
}
