/** `packages [list|add|save|remove]`: the library of proved packages, from which the server serves. */
import type { PackageManifest } from '../../../../shared/contract/package.ts';
import { type Action, runAction } from '../actions.ts';
import { flag, text } from '../arguments.ts';
import { bytes, table } from '../format.ts';
import { findPackage } from '../serve/findPackage.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

function packageTable(t: VerbContext['t'], packages: readonly PackageManifest[]): string[] {
  if (packages.length === 0) return [t('cli.packages.none')];
  const heads = ['format', 'from', 'to', 'size', 'file'];
  return table(
    ['SHA-256', ...heads.map((name) => t(`cli.packages.${name}`))],
    packages.map(({ sha256, format, from, to, sizeBytes, fileName }) => [
      ...[sha256.slice(0, 12), format, from === null ? '-' : (from.version?.text ?? '?')],
      ...[to.version?.text ?? '?', bytes(sizeBytes), fileName],
    ]),
  );
}

const actions: Readonly<Record<string, Action>> = {
  list: {
    words: [0, 0],
    async run({ core, output, t }) {
      const packages = await snapshotOf(core.packages.all);
      output.result({ packages }, packageTable(t, packages));
      return 0;
    },
  },
  add: {
    words: [1, 1],
    async run(context, [word = '']) {
      const manifest = await findPackage(context, word);
      context.output.result({ package: manifest }, [manifest.sha256]);
      return 0;
    },
  },
  save: {
    words: [1, 1],
    async run(context, [word = '']) {
      const { args, core, output, path, t } = context;
      const out = text(args, 'out');
      if (out === undefined) throw new UsageError('missingOption', { name: '-o FILE' });
      const { sha256 } = await findPackage(context, word);
      const saved = await core.packages.save({ sha256, path: path(out), overwrite: flag(args, 'force') });
      output.result({ sha256, ...saved }, [t('cli.publish.written', { path: saved.path })]);
      return 0;
    },
  },
  remove: {
    words: [1, 1],
    async run(context, [word = '']) {
      const { sha256 } = await findPackage(context, word);
      await context.core.packages.remove({ sha256 });
      context.output.result({ removed: sha256 }, [context.t('cli.packages.removed', { sha256 })]);
      return 0;
    },
  },
};

export const packages: Verb = {
  name: 'packages',
  takes: `[${Object.keys(actions).join('|')}]`,
  forms: [
    'packages [list]',
    'packages add FILE [--old OLD] --new NEW [--override REASON]',
    'packages save SHA256 -o FILE [--force]',
    'packages remove SHA256',
  ],
  positionals: [0, 2],
  options: {
    old: { type: 'string', value: 'FILE' },
    new: { type: 'string', value: 'FILE' },
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
    override: { type: 'string', value: 'REASON' },
    out: { type: 'string', short: 'o', value: 'FILE' },
    force: { type: 'boolean' },
  },
  run: (context) => runAction(actions, context, 'list'),
};
