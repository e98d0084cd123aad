/** `publish PACKAGE -o FOLDER [--url URL]`: a package for a web host, and what modules would make of that host. */
import { flag, integer, text } from '../arguments.ts';
import { findPackage } from '../serve/findPackage.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';
import { findingLines } from './request.ts';

async function verified(
  { args, core, output, signal, t }: VerbContext,
  sha256: string,
  url: string,
): Promise<0 | 1> {
  const timeoutMs = integer(args, 'timeout', 1, 3_600_000);
  const input = { url, sha256, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const { ok, findings, exchanges } = await core.otaClient.verifyUrl(input, { signal });
  output.result({ url, sha256, ok, findings, exchanges }, [
    ...findingLines(t, findings),
    t(ok ? 'cli.publish.good' : 'cli.publish.bad'),
  ]);
  return ok ? 0 : 1;
}

export const publish: Verb = {
  name: 'publish',
  takes: 'PACKAGE',
  positionals: [1, 1],
  options: {
    out: { type: 'string', short: 'o', value: 'FOLDER' },
    url: { type: 'string', value: 'URL' },
    old: { type: 'string', value: 'FILE' },
    new: { type: 'string', value: 'FILE' },
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
    override: { type: 'string', value: 'REASON' },
    force: { type: 'boolean' },
    timeout: { type: 'string', value: 'MS' },
  },
  async run(context) {
    const { args, core, output, path, t } = context;
    const [folder, url] = [text(args, 'out'), text(args, 'url')];
    if (folder === undefined && url === undefined)
      throw new UsageError('missingOption', { name: '--out FOLDER' });
    const { sha256 } = await findPackage(context, args.positionals[0] ?? '');
    if (folder === undefined) return verified(context, sha256, url ?? '');
    const made = await core.otaClient.publish({
      sha256,
      folder: path(folder),
      overwrite: flag(args, 'force'),
    });
    const lines = [made.path, made.manifestPath].map((word) => t('cli.publish.written', { path: word }));
    if (url === undefined) {
      output.result(made, [...lines, t('cli.publish.upload')]);
      return 0;
    }
    for (const line of lines) output.note(line);
    output.event({ event: 'published', ...made });
    return verified(context, sha256, url);
  },
};
