/** `verify OLD NEW PACKAGE`: rebuilds NEW with separate code and compares every image; with `--toolkit` the vendor's too. */
import type { VerifyAnswer } from '../toolkit/report.ts';
import { toolkitLines, toolkitOk } from '../toolkit/report.ts';
import { chosenToolkit, secondCheck } from '../toolkit/secondCheck.ts';
import type { Verb, VerbContext } from '../verb.ts';

function imageLines({ t }: VerbContext, result: VerifyAnswer): string[] {
  return [
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
  ];
}

export const verify: Verb = {
  name: 'verify',
  takes: 'OLD|- NEW PACKAGE',
  positionals: [3, 3],
  options: {
    toolkit: { type: 'string', value: 'PROGRAM' },
    'toolkit-config': { type: 'string', value: 'FILE' },
    timeout: { type: 'string', value: 'MS' },
  },
  async run(context) {
    const { args, core, output, path, t } = context;
    const [old = '', fresh = '', packed = ''] = args.positionals;
    const toolkit = await chosenToolkit(context);
    const result = await core.delta.verify({
      ...(old === '-' ? {} : { old: { kind: 'path', path: path(old) } as const }),
      new: { kind: 'path', path: path(fresh) },
      package: { kind: 'path', path: path(packed) },
    });
    if (toolkit === null) {
      output.result(result, imageLines(context, result));
      return result.ok ? 0 : 1;
    }
    const { format, images } = result;
    const files = { oldPath: path(old), newPath: path(fresh), packagePath: path(packed) };
    const restored = await secondCheck(toolkit, { ...files, format, images });
    const ok = result.ok && toolkitOk(restored);
    output.result(
      { ...result, ok, airdockOk: result.ok, toolkit: { program: toolkit.program, images: restored } },
      [...imageLines(context, result), ...toolkitLines(t, restored)],
    );
    return ok ? 0 : 1;
  },
};
