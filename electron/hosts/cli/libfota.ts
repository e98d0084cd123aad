/** Command-line words to what libfota sends. */
import {
  type LibfotaClient,
  type LibfotaRequest,
  libfotaNames,
  libfotaOption,
  libfotaUrl,
  libfotaVersion,
  luatoolsFileName,
} from '../../../shared/domain/libfota.ts';
import { choice, text, type VerbArguments } from './arguments.ts';
import { UsageError } from './usage.ts';

export const libfotaClients: readonly LibfotaClient[] = ['libfota', 'libfota2', 'libfota2023'];

export interface LibfotaNaming {
  readonly client: LibfotaClient;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly version: string;
  readonly fileName: string;
  /** Null where nobody said who asks: no project key, or none of IMEI, MAC and unique id. */
  readonly url: string | null;
  /** What the script gives as `opts.url`. */
  readonly option: string;
}

function needed(args: VerbArguments, name: string): string {
  const value = text(args, name);
  if (value === undefined || value === '') throw new UsageError('missingOption', { name: `--${name}` });
  return value;
}

function identityOf(args: VerbArguments): LibfotaRequest['identity'] | null {
  for (const kind of ['imei', 'mac', 'uid'] as const) {
    const value = text(args, kind);
    if (value !== undefined) return { kind, value };
  }
  return null;
}

/** Null without `--libfota-url`. Throws UsageError for what is missing or has another form. */
export function composeLibfota(args: VerbArguments): LibfotaNaming | null {
  const url = text(args, 'libfota-url');
  if (url === undefined) return null;
  const client = choice(args, 'client', libfotaClients, 'libfota2');
  const [project, board] = [needed(args, 'project'), needed(args, 'board')];
  const [core, script] = [needed(args, 'core'), needed(args, 'version')];
  const version = libfotaVersion(core, script);
  if (version === null) throw new UsageError('badLibfotaVersion', { core, version: script });
  const { name, aliases } = libfotaNames(project, board);
  const identity = identityOf(args);
  const projectKey = text(args, 'key');
  const asked =
    identity === null || projectKey === undefined
      ? null
      : libfotaUrl(client, { url, projectKey, firmwareName: name, version, identity });
  const fileName = luatoolsFileName(project, board, version);
  return { client, name, aliases, version, fileName, url: asked, option: libfotaOption(client, url) };
}
