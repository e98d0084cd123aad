/** `names`: what a platform's console would refuse, before anything is uploaded; and the URLs that libfota composes. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  checkNames,
  type NameFinding,
  type PackageFile,
  type PackageNaming,
  type Platform,
} from '../../../../shared/domain/packageNames.ts';
import { AppError } from '../../../../shared/errors.ts';
import { asFileError } from '../../../core/services/files.ts';
import { choice, flag, text, texts } from '../arguments.ts';
import { composeLibfota, type LibfotaNaming, libfotaClients } from '../libfota.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

const platforms: readonly Platform[] = ['openluat', 'quecthing', 'onenet'];

async function fileOf(path: string): Promise<PackageFile> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new AppError('file.notReadable', { path, reason: 'not a regular file' });
    return { name: basename(path), sizeBytes: info.size };
  } catch (error) {
    throw asFileError(error, path);
  }
}

/** What was given to check; a source version says that it is a delta, unless `--full`. */
async function namingOf({ args, path }: VerbContext, libfota: LibfotaNaming | null): Promise<PackageNaming> {
  const name = text(args, 'name') ?? libfota?.name;
  const version = libfota === null ? text(args, 'version') : libfota.version;
  const sourceVersion = text(args, 'source-version');
  const words = texts(args, 'file');
  const files = await Promise.all(words.map((word) => fileOf(path(word))));
  const kind = flag(args, 'full') ? { delta: false } : sourceVersion === undefined ? {} : { delta: true };
  return {
    ...kind,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
    ...(words.length === 0 ? {} : { files }),
  };
}

function findingLine({ t }: VerbContext, { level, part, code, params }: NameFinding): string {
  return t(`cli.names.${level}`, {
    part: t(`packageNamePart.${part}`),
    text: t(`packageName.${code}`, params),
  });
}

function verdictLine({ t }: VerbContext, platform: Platform, findings: readonly NameFinding[]): string {
  if (findings.some(({ level }) => level === 'error')) return t('cli.names.bad', { platform });
  return t(findings.length > 0 ? 'cli.names.goodWithWarnings' : 'cli.names.good', { platform });
}

function libfotaLines({ t }: VerbContext, naming: LibfotaNaming): string[] {
  return [
    `${t('cli.names.firmwareName')}: ${naming.name}`,
    ...naming.aliases.map((alias) => `${t('cli.names.alias')}: ${alias}`),
    `${t('cli.names.version')}: ${naming.version}`,
    `${t('cli.names.fileName')}: ${naming.fileName}`,
    ...(naming.url === null ? [] : [`${t('cli.names.url')}: ${naming.url}`]),
    `${t('cli.names.option')}: ${naming.option}`,
    '',
  ];
}

export const names: Verb = {
  name: 'names',
  takes: '',
  positionals: [0, 0],
  options: {
    platform: { type: 'string', value: platforms.join('|') },
    name: { type: 'string', value: 'NAME' },
    version: { type: 'string', value: 'VERSION' },
    'source-version': { type: 'string', value: 'VERSION' },
    full: { type: 'boolean' },
    file: { type: 'string', value: 'FILE', multiple: true },
    'libfota-url': { type: 'string', value: 'URL' },
    client: { type: 'string', value: libfotaClients.join('|') },
    project: { type: 'string', value: 'PROJECT' },
    board: { type: 'string', value: 'BOARD' },
    core: { type: 'string', value: 'VNNNN' },
    key: { type: 'string', value: 'KEY' },
    imei: { type: 'string', value: 'IMEI' },
    mac: { type: 'string', value: 'MAC' },
    uid: { type: 'string', value: 'UID' },
  },
  async run(context) {
    const { args, output } = context;
    const libfota = composeLibfota(args);
    if (libfota === null && text(args, 'platform') === undefined)
      throw new UsageError('missingOption', { name: `--platform ${platforms.join('|')}` });
    const platform = choice(args, 'platform', platforms, 'openluat');
    const naming = await namingOf(context, libfota);
    if (Object.keys(naming).length === 0)
      throw new UsageError('missingOption', { name: '--name, --version, --file' });
    const findings = checkNames(platform, naming);
    const refused = findings.some(({ level }) => level === 'error');
    output.result({ platform, ok: !refused, findings, ...(libfota === null ? {} : { libfota }) }, [
      ...(libfota === null ? [] : libfotaLines(context, libfota)),
      ...findings.map((finding) => findingLine(context, finding)),
      verdictLine(context, platform, findings),
    ]);
    return refused ? 1 : 0;
  },
};
