/** `project list | add | edit | remove | suggest`. */
import { type Project, type ProjectFields, platformSchema } from '../../../../shared/contract/settings.ts';
import type { Action } from '../actions.ts';
import { choice, flag, text } from '../arguments.ts';
import { table } from '../format.ts';
import { readKey } from '../readKey.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { findProject, listProjects } from './find.ts';

function projectRow({ t }: VerbContext, { id, name, platform, keyHint }: Project): string[] {
  return [id.slice(0, 8), name, platform, keyHint === null ? t('cli.project.noKey') : `••••${keyHint}`];
}

const list: Action = {
  words: [0, 0],
  async run(context) {
    const { output, t } = context;
    const projects = await listProjects(context);
    const head = ['id', t('cli.project.name'), t('cli.project.platform'), t('cli.project.key')];
    output.result(
      { projects },
      projects.length === 0
        ? [t('cli.project.none')]
        : table(
            head,
            projects.map((project) => projectRow(context, project)),
          ),
    );
    return 0;
  },
};

/** Fields that were named on the command line, over those that the project has. */
function fieldsOf({ args }: VerbContext, before: ProjectFields): ProjectFields {
  const productKey = text(args, 'product-key') ?? before.productKey;
  const productId = text(args, 'product-id') ?? before.productId;
  const userId = text(args, 'user-id') ?? before.userId;
  const serverUrl = text(args, 'server-url') ?? before.serverUrl;
  const vendorDefault = flag(args, 'vendor-default') || before.vendorDefault === true;
  return {
    ...(vendorDefault ? { vendorDefault } : {}),
    ...(productKey ? { productKey } : {}),
    ...(productId ? { productId } : {}),
    ...(userId ? { userId } : {}),
    ...(serverUrl ? { serverUrl } : {}),
  };
}

async function save(context: VerbContext, before: Project | null, name: string): Promise<0> {
  const { core, args, output, t } = context;
  const key = await readKey(args);
  const notes = text(args, 'notes');
  const project = await core.settings.saveProject({
    ...(before === null ? {} : { id: before.id }),
    name,
    platform: choice(args, 'platform', platformSchema.options, before?.platform ?? 'openluat'),
    fields: fieldsOf(context, before?.fields ?? {}),
    ...(key === undefined ? {} : { key }),
    ...(notes === undefined ? {} : { notes }),
  });
  const others = (await listProjects(context)).filter(
    ({ id, name: taken }) => id !== project.id && taken === project.name,
  );
  if (others.length > 0)
    output.note(
      t('cli.project.sameName', {
        name: project.name,
        id: project.id,
        others: others.map(({ id }) => id).join(', '),
      }),
    );
  output.result({ project }, [t('cli.project.saved', { name: project.name, id: project.id })]);
  return 0;
}

export const editActions = {
  list,
  add: {
    words: [1, 1],
    run: (context, [name = '']) => save(context, null, name),
  },
  edit: {
    words: [1, 1],
    async run(context, [word = '']) {
      const before = await findProject(context, word);
      return save(context, before, text(context.args, 'name') ?? before.name);
    },
  },
  remove: {
    words: [1, 1],
    async run(context, [word = '']) {
      const { core, args, output, t } = context;
      const { id, name } = await findProject(context, word);
      if (!flag(args, 'force')) throw new UsageError('missingOption', { name: '--force' });
      await core.settings.removeProject({ id });
      output.result({ removed: id }, [t('cli.project.removed', { name })]);
      return 0;
    },
  },
  suggest: {
    words: [0, 0],
    async run({ core, output, t }) {
      const suggestions = await core.settings.suggestProjects({});
      output.result(
        { suggestions },
        suggestions.map(({ name, seenChip }) =>
          seenChip === null ? name : `${name}  ${t('cli.project.because', { chip: seenChip })}`,
        ),
      );
      return 0;
    },
  },
} as const satisfies Record<string, Action>;
