/** `preset list | add | edit | remove | apply`, also below `settings presets`. */
import type { Job } from '../../../../shared/contract/job.ts';
import type { Preset } from '../../../../shared/contract/presets.ts';
import { isPortTaken } from '../../../../shared/domain/portTaken.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Action } from '../actions.ts';
import { choice, flag, text, texts } from '../arguments.ts';
import { followJob } from '../followJob.ts';
import { table } from '../format.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { findPreset, findProject, listPresets, listProjects } from './find.ts';

function valuesOf({ useKey, url, period, auto }: Preset): string {
  return [
    ...(useKey ? ['KEY'] : []),
    ...(url === undefined ? [] : [`URL=${url}`]),
    ...(period === undefined ? [] : [`PERIOD=${period}`]),
    ...(auto === undefined ? [] : [`AUTO=${auto}`]),
  ].join(' ');
}

const list: Action = {
  words: [0, 0],
  async run(context) {
    const { output, t } = context;
    const [presets, projects] = await Promise.all([listPresets(context), listProjects(context)]);
    const nameOf = (id: string): string => projects.find((project) => project.id === id)?.name ?? id;
    output.result(
      { presets },
      presets.length === 0
        ? [t('cli.preset.none')]
        : table(
            ['id', t('cli.preset.name'), t('cli.preset.project'), t('cli.preset.sets')],
            presets.map((preset) => [
              preset.id.slice(0, 8),
              preset.name,
              nameOf(preset.projectId),
              valuesOf(preset),
            ]),
          ),
    );
    return 0;
  },
};

async function save(context: VerbContext, before: Preset | null, name: string): Promise<0> {
  const { core, args, output, t } = context;
  const word = text(args, 'project');
  if (word === undefined && before === null)
    throw new UsageError('missingOption', { name: '--project NAME' });
  const projectId = word === undefined ? (before?.projectId ?? '') : (await findProject(context, word)).id;
  const url = text(args, 'url') ?? before?.url;
  const period = text(args, 'period') ?? before?.period;
  const auto = choice<'0' | '1' | ''>(args, 'auto', ['0', '1', ''], before?.auto ?? '');
  const preset = await core.presets.save({
    ...(before === null ? {} : { id: before.id }),
    ...{ projectId, name, useKey: flag(args, 'use-key') || before?.useKey === true },
    ...(url ? { url } : {}),
    ...(period ? { period } : {}),
    ...(auto === '' ? {} : { auto }),
  });
  output.result({ preset }, [t('cli.preset.saved', { name: preset.name, sets: valuesOf(preset) })]);
  return 0;
}

/** `--port` once per module, or `--all-at` for every port that looks like an AT port. */
async function portsOf({ core, args, path, output, t }: VerbContext): Promise<string[]> {
  const known = await core.ports.refresh({});
  const likely = flag(args, 'all-at')
    ? known.filter(({ role, presence }) => role.guess === 'at' && presence === 'present')
    : [];
  const free = likely.filter((port) => !isPortTaken(port));
  for (const { label, lease } of likely.filter((port) => !free.includes(port)))
    output.note(t('cli.preset.skipped', { label, owner: t(`leaseOwner.${lease?.owner ?? 'upgrade'}`) }));
  const all = free.map(({ id }) => id);
  const named = [];
  for (const word of texts(args, 'port')) {
    const port = known.find(({ id, path: where }) => id === word || where === word);
    if (port !== undefined) named.push(port.id);
    else if (!/[\\/]/.test(word)) throw new AppError('port.unknown', { id: word });
    else named.push((await core.ports.addPath({ path: path(word) })).id);
  }
  const chosen = [...new Set([...all, ...named])];
  if (chosen.length === 0) throw new UsageError('missingOption', { name: '--port PORT, --all-at' });
  return chosen;
}

function rowLines({ t }: VerbContext, job: Job): string[] {
  if (job.result?.kind !== 'settings') return [];
  return job.result.rows.flatMap(({ label, deviceId, state, changes, error }) => [
    `${label} ${deviceId ?? ''}: ${t(`settingsRow.${state}`)}`,
    ...changes.map(({ name, before, after, outcome, answer }) =>
      `  ${name}: ${before ?? '?'} -> ${after ?? '?'}, ${t(`settingOutcome.${outcome}`)} ${answer ?? ''}`.trimEnd(),
    ),
    ...(error === undefined ? [] : [`  ${t(`error.${error.code}`, error.params)}`]),
  ]);
}

const apply: Action = {
  words: [1, 1],
  async run(context, [word = '']) {
    const { core, args, output, t } = context;
    const { id } = await findPreset(context, word);
    const save = flag(args, 'save');
    const portIds = await portsOf(context);
    const preview = await core.presets.preview({ id, save });
    for (const line of preview.commands) output.note(`> ${line}`);
    for (const { name, code } of preview.warnings) output.note(`${name}: ${t(`setting.${code}`)}`);
    if (!save) output.note(t('cli.settings.notSaved'));
    const { jobId } = await core.presets.apply({ id, portIds, save });
    const job = await followJob(context, jobId);
    if (job.state.phase !== 'ended') throw new AppError('job.unknown', { id: jobId });
    const { verdict } = job.state;
    const rows = job.result?.kind === 'settings' ? job.result.rows : [];
    output.result({ verdict: verdict.outcome, code: verdict.code, saved: save, rows }, [
      ...rowLines(context, job),
      t(`verdict.${verdict.code}`, verdict.params),
    ]);
    return verdict.outcome === 'succeeded' ? 0 : 1;
  },
};

export const presetActions = {
  list,
  add: { words: [1, 1], run: (context, [name = '']) => save(context, null, name) },
  edit: {
    words: [1, 1],
    async run(context, [word = '']) {
      const before = await findPreset(context, word);
      return save(context, before, text(context.args, 'name') ?? before.name);
    },
  },
  remove: {
    words: [1, 1],
    async run(context, [word = '']) {
      const { id, name } = await findPreset(context, word);
      await context.core.presets.remove({ id });
      context.output.result({ removed: id }, [context.t('cli.preset.removed', { name })]);
      return 0;
    },
  },
  apply,
} as const satisfies Record<string, Action>;

export const presetOptions = {
  project: { type: 'string', value: 'NAME|ID' },
  name: { type: 'string', value: 'NAME' },
  'use-key': { type: 'boolean' },
  port: { type: 'string', short: 'p', value: 'PORT', multiple: true },
  'all-at': { type: 'boolean' },
  url: { type: 'string', value: 'URL' },
  period: { type: 'string', value: 'SECONDS' },
  auto: { type: 'string', value: '0|1' },
  save: { type: 'boolean' },
} as const;
