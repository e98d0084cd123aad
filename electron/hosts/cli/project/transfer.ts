/** `project export | import`: projects and presets as a file, without secrets. */
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../../../shared/errors.ts';
import { asFileError } from '../../../core/services/files.ts';
import type { Action } from '../actions.ts';
import { flag, text } from '../arguments.ts';
import { UsageError } from '../usage.ts';
import { findProject } from './find.ts';

/** What a list or a project file may have; beyond it somebody chose the wrong file. */
const limitBytes = 2_000_000;

/** A text file that a person named. Throws file.notFound, file.notReadable, file.tooLarge. */
export async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > limitBytes) throw new AppError('file.tooLarge', { path, sizeBytes: size, limitBytes });
    return await readFile(path, 'utf8');
  } catch (error) {
    throw asFileError(error, path);
  }
}

export const transferActions = {
  export: {
    words: [0, 64],
    async run(context, words) {
      const { core, args, output, path, t } = context;
      const out = text(args, 'out');
      if (out === undefined) throw new UsageError('missingOption', { name: '--out FILE' });
      const projects = await Promise.all(words.map((word) => findProject(context, word)));
      const to = path(out);
      const { withheld } = await core.settings.exportProjects({
        ...{ path: to, overwrite: flag(args, 'force') },
        ...(projects.length === 0 ? {} : { projectIds: projects.map(({ id }) => id) }),
      });
      output.result({ path: to, withheld }, [
        t('cli.project.exported', { path: to }),
        ...withheld.map((left) => t('cli.project.withheld', left)),
      ]);
      return 0;
    },
  },
  import: {
    words: [1, 1],
    async run({ core, output, path, t }, [file = '']) {
      const report = await core.settings.importProjects({ text: await readText(path(file)) });
      const { added, matched, presetsAdded, presetsKnown, keysMissing } = report;
      output.result({ ...report }, [
        t('cli.project.imported', { added: added.length, matched: matched.length }),
        t('cli.project.importedPresets', { added: presetsAdded, known: presetsKnown }),
        ...keysMissing.map((name) => t('cli.project.keyMissing', { name })),
      ]);
      return 0;
    },
  },
} as const satisfies Record<string, Action>;
