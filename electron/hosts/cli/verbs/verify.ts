/** `verify OLD NEW PACKAGE`: rebuilds NEW with separate code and compares every image. */
import type { Verb } from '../verb.ts';

export const verify: Verb = {
  name: 'verify',
  takes: 'OLD|- NEW PACKAGE',
  positionals: [3, 3],
  options: {},
  async run({ args, core, output, path, t }) {
    const [old = '', fresh = '', packed = ''] = args.positionals;
    const result = await core.delta.verify({
      ...(old === '-' ? {} : { old: { kind: 'path', path: path(old) } as const }),
      new: { kind: 'path', path: path(fresh) },
      package: { kind: 'path', path: path(packed) },
    });
    output.result(result, [
      ...result.images.map((image) =>
        t(image.ok ? 'cli.verify.ok' : 'cli.verify.differs', {
          name: image.name,
          expected: image.newSha256.slice(0, 16),
          found: image.rebuiltSha256.slice(0, 16),
        }),
      ),
      ...result.notCovered.map(({ name, reason }) =>
        t('cli.delta.notCovered', { name, reason: t(`notCovered.${reason}`) }),
      ),
      t(result.ok ? 'cli.verify.good' : 'cli.verify.bad'),
    ]);
    return result.ok ? 0 : 1;
  },
};
