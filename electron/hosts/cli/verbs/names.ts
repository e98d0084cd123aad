/** `names`: what a platform's console would refuse, before anything is uploaded; and the URLs that libfota composes. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import {
  type LibfotaNaming,
  libfotaClientSchema,
  type NameFinding,
  type Naming,
  namePlatformSchema,
} from '../../../../shared/contract/planning.ts';
import { choice, flag, text, texts, type VerbArguments } from '../arguments.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

type LibfotaInput = Parameters<CoreClient['planning']['composeLibfota']>[0];
const platforms = namePlatformSchema.options;
const clients = libfotaClientSchema.options;

function needed(args: VerbArguments, name: string): string {
  const value = text(args, name);
  if (value === undefined || value === '') throw new UsageError('missingOption', { name: `--${name}` });
  return value;
}

function identityOf(args: VerbArguments): Pick<LibfotaInput, 'identity'> {
  for (const kind of ['imei', 'mac', 'uid'] as const) {
    const value = text(args, kind);
    if (value !== undefined) return { identity: { kind, value } };
  }
  return {};
}

/** Null without `--libfota-url`. */
async function composed({ args, core }: VerbContext): Promise<LibfotaNaming | null> {
  const url = text(args, 'libfota-url');
  if (url === undefined) return null;
  const projectKey = text(args, 'key');
  return core.planning.composeLibfota({
    client: choice(args, 'client', clients, 'libfota2'),
    url,
    project: needed(args, 'project'),
    board: needed(args, 'board'),
    core: needed(args, 'core'),
    version: needed(args, 'version'),
    ...(projectKey === undefined ? {} : { projectKey }),
    ...identityOf(args),
  });
}

/** What was given to check; a source version says that it is a delta, unless `--full`. */
function namingOf({ args }: VerbContext, libfota: LibfotaNaming | null): Naming {
  const name = text(args, 'name') ?? libfota?.name;
  const version = libfota === null ? text(args, 'version') : libfota.version;
  const sourceVersion = text(args, 'source-version');
  const kind = flag(args, 'full') ? { delta: false } : sourceVersion === undefined ? {} : { delta: true };
  return {
    ...kind,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
  };
}

function findingLine({ t }: VerbContext, { level, part, code, params }: NameFinding): string {
  return t(`cli.names.${level}`, {
    part: t(`packageNamePart.${part}`),
    text: t(`packageName.${code}`, params),
  });
}

function verdictLine({ t }: VerbContext, platform: string, findings: readonly NameFinding[]): string {
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
    client: { type: 'string', value: clients.join('|') },
    project: { type: 'string', value: 'PROJECT' },
    board: { type: 'string', value: 'BOARD' },
    core: { type: 'string', value: 'VNNNN' },
    key: { type: 'string', value: 'KEY' },
    imei: { type: 'string', value: 'IMEI' },
    mac: { type: 'string', value: 'MAC' },
    uid: { type: 'string', value: 'UID' },
  },
  async run(context) {
    const { args, core, output, path } = context;
    if (text(args, 'libfota-url') === undefined && text(args, 'platform') === undefined)
      throw new UsageError('missingOption', { name: `--platform ${platforms.join('|')}` });
    const platform = choice(args, 'platform', platforms, 'openluat');
    const libfota = await composed(context);
    const naming = namingOf(context, libfota);
    const files = texts(args, 'file').map((word) => ({ kind: 'path', path: path(word) }) as const);
    if (Object.keys(naming).length === 0 && files.length === 0)
      throw new UsageError('missingOption', { name: '--name, --version, --file' });
    const { ok, findings } = await core.planning.checkNames({
      platform,
      naming,
      ...(files.length === 0 ? {} : { files }),
    });
    output.resultWithKey({ platform, ok, findings, ...(libfota === null ? {} : { libfota }) }, [
      ...(libfota === null ? [] : libfotaLines(context, libfota)),
      ...findings.map((finding) => findingLine(context, finding)),
      verdictLine(context, platform, findings),
    ]);
    return ok ? 0 : 1;
  },
};
