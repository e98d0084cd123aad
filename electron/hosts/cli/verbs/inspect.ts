/** `inspect FILE|SHA256`: what is this, for which chip, which version, which parts, are its checksums right. */
import type { FileRef } from '../../../../shared/contract/common.ts';
import type { Inspection } from '../../../../shared/contract/firmware.ts';
import { text } from '../arguments.ts';
import { bytes, hex, table } from '../format.ts';
import type { Verb, VerbContext } from '../verb.ts';

function toLines(context: VerbContext, inspection: Inspection): string[] {
  const { t } = context;
  return [
    ...headLines(context, inspection),
    ...section(
      inspection.parts.length === 0
        ? []
        : table(
            ['part', 'role', 'address', 'size'].map((name) => t(`cli.inspect.${name}`)).concat('SHA-256'),
            inspection.parts.map((part) => [
              part.name,
              part.role,
              hex(part.address),
              bytes(part.sizeBytes),
              part.sha256.slice(0, 16),
            ]),
          ),
    ),
    ...section(memberLines(inspection)),
    ...section((inspection.facts ?? []).map(({ name, value }) => `${t(`fact.${name}`)}: ${value}`)),
    ...section(checkLines(context, inspection)),
    ...section((inspection.actions ?? []).map((action) => `- ${t(`action.${action}`)}`)),
  ];
}

/** A part of the page, with a blank line in front of it where there is anything. */
function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function headLines({ t }: VerbContext, inspection: Inspection): string[] {
  const versions = inspection.versions.map(
    ({ text: name, source }) => `${name} (${t(`versionSource.${source}`)})`,
  );
  const archive = inspection.archive === undefined ? '' : ` (${inspection.archive})`;
  return [
    inspection.fileName,
    `${t('cli.inspect.kind')}: ${inspection.kind}${archive}    ${t('cli.inspect.chip')}: ${inspection.chip}    ${bytes(inspection.sizeBytes)}`,
    `${t('cli.inspect.version')}: ${versions.length > 0 ? versions.join(', ') : t('cli.inspect.noVersion')}`,
    `SHA-256: ${inspection.sha256}`,
  ];
}

/** Long lists (the parts of a delta, the files of a script) are cut; --json has them all. */
const shownMembers = 24;

function memberLines({ members = [] }: Inspection): string[] {
  const lines = members
    .slice(0, shownMembers)
    .map(({ path, kind, sizeBytes }) => `  ${path}  ${kind}  ${bytes(sizeBytes)}`);
  return members.length > shownMembers ? [...lines, `  + ${members.length - shownMembers}  (--json)`] : lines;
}

function checkLines({ t }: VerbContext, { checks }: Inspection): string[] {
  if (checks.length === 0) return [t('cli.inspect.noChecks')];
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length === 0) return [t('cli.inspect.checksOk', { count: checks.length })];
  return [
    t('cli.inspect.checksFailed', { names: failed.map(({ name }) => name).join(', ') }),
    ...failed.map(({ name, detail }) => `  ${name}: ${detail}`),
  ];
}

/** As the core says it; a part has its size under the short name too, beside `address` and `sha256`. */
export function asObject(inspection: Inspection): Readonly<Record<string, unknown>> {
  return { ...inspection, parts: inspection.parts.map((part) => ({ ...part, size: part.sizeBytes })) };
}

/** A package of the library by its digest, or a file by its path. */
function fileOf({ args, path }: VerbContext): FileRef {
  const [word = ''] = args.positionals;
  const isDigest = /^[0-9a-f]{64}$/.test(word);
  return isDigest ? { kind: 'package', sha256: word } : { kind: 'path', path: path(word) };
}

export const inspect: Verb = {
  name: 'inspect',
  takes: 'FILE|SHA256',
  positionals: [1, 1],
  options: { version: { type: 'string', value: 'NAME' } },
  async run(context) {
    const version = text(context.args, 'version');
    const inspection = await context.core.firmware.inspect({
      file: fileOf(context),
      ...(version === undefined ? {} : { version }),
    });
    context.output.result(asObject(inspection), toLines(context, inspection));
    return inspection.checks.every(({ ok }) => ok) ? 0 : 1;
  },
};
