/** `apply OLD PACKAGE -o OUT`: rebuilds the new images; a file for one image, a folder for several. */
import { text } from '../arguments.ts';
import { bytes } from '../format.ts';
import { UsageError } from '../usage.ts';
import type { Verb } from '../verb.ts';

export const apply: Verb = {
  name: 'apply',
  takes: 'OLD|- PACKAGE',
  positionals: [2, 2],
  options: { out: { type: 'string', short: 'o', value: 'PATH' } },
  async run({ args, core, output, path, t }) {
    const out = text(args, 'out');
    if (out === undefined) throw new UsageError('missingOption', { name: '-o PATH' });
    const [old = '', packed = ''] = args.positionals;
    const result = await core.delta.apply({
      ...(old === '-' ? {} : { old: { kind: 'path', path: path(old) } as const }),
      package: { kind: 'path', path: path(packed) },
      outPath: path(out),
    });
    output.result(
      result,
      result.files.map((file) =>
        t('cli.apply.written', {
          name: file.name,
          path: file.path,
          size: bytes(file.sizeBytes),
          digest: file.sha256.slice(0, 16),
        }),
      ),
    );
    return 0;
  },
};
