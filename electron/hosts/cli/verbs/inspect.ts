/** `inspect FILE`: what is this, for which chip, which version, which parts, are its checksums right. */
import type { Inspection } from '../../../../shared/contract/firmware.ts';
import { text } from '../arguments.ts';
import { bytes, hex, table } from '../format.ts';
import type { Verb, VerbContext } from '../verb.ts';

function toLines({ t }: VerbContext, inspection: Inspection): string[] {
  const versions = inspection.versions.map(
    ({ text: name, source }) => `${name} (${t(`versionSource.${source}`)})`,
  );
  const archive = inspection.archive === undefined ? '' : ` (${inspection.archive})`;
  const failed = inspection.checks.filter(({ ok }) => !ok);
  return [
    `${inspection.fileName}`,
    `${t('cli.inspect.kind')}: ${inspection.kind}${archive}    ${t('cli.inspect.chip')}: ${inspection.chip}    ${bytes(inspection.sizeBytes)}`,
    `${t('cli.inspect.version')}: ${versions.length > 0 ? versions.join(', ') : t('cli.inspect.noVersion')}`,
    `SHA-256: ${inspection.sha256}`,
    '',
    ...table(
      [
        t('cli.inspect.part'),
        t('cli.inspect.role'),
        t('cli.inspect.address'),
        t('cli.inspect.size'),
        'SHA-256',
      ],
      inspection.parts.map((part) => [
        part.name,
        part.role,
        hex(part.address),
        bytes(part.sizeBytes),
        part.sha256.slice(0, 16),
      ]),
    ),
    '',
    failed.length === 0
      ? t('cli.inspect.checksOk', { count: inspection.checks.length })
      : t('cli.inspect.checksFailed', { names: failed.map(({ name }) => name).join(', ') }),
  ];
}

export const inspect: Verb = {
  name: 'inspect',
  takes: 'FILE',
  positionals: [1, 1],
  options: { version: { type: 'string', value: 'NAME' } },
  async run(context) {
    const version = text(context.args, 'version');
    const inspection = await context.core.firmware.inspect({
      file: { kind: 'path', path: context.path(context.args.positionals[0] ?? '') },
      ...(version === undefined ? {} : { version }),
    });
    context.output.result(inspection, toLines(context, inspection));
    return inspection.checks.every(({ ok }) => ok) ? 0 : 1;
  },
};
