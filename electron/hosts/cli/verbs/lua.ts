/** `lua --url URL --project NAME`: a script for libfota2 that asks the own server. */
import { AppError } from '../../../../shared/errors.ts';
import { flag, integer, text, type VerbArguments } from '../arguments.ts';
import { findProject } from '../project/find.ts';
import { readKey } from '../readKey.ts';
import { UsageError } from '../usage.ts';
import type { Verb } from '../verb.ts';
import { findingLines } from './request.ts';

function needed(args: VerbArguments, name: string): string {
  const value = text(args, name);
  if (value === undefined || value === '') throw new UsageError('missingOption', { name: `--${name}` });
  return value;
}

/**
 * libfota2 puts its parameters directly behind the address: behind a bare host they would become part of the host's name, so the
 * platform's own path stands between. Throws AppError otaClient.badUrl {url}.
 */
function completeUrl(url: string, direct: boolean): string {
  if (!/^https?:\/\/[^/?#\s]+/i.test(url) || !URL.canParse(url))
    throw new AppError('otaClient.badUrl', { url });
  return direct ? url : url.replace(/^([^/?#]+\/\/[^/?#]+)\/?$/, '$1/api/site/firmware_upgrade');
}

export const lua: Verb = {
  name: 'lua',
  takes: '',
  positionals: [0, 0],
  options: {
    url: { type: 'string', value: 'URL' },
    project: { type: 'string', value: 'PROJECT' },
    version: { type: 'string', value: 'X.Y.Z' },
    key: { type: 'string', value: 'KEY|-' },
    'key-of': { type: 'string', value: 'NAME|ID' },
    period: { type: 'string', value: 'SECONDS' },
    direct: { type: 'boolean' },
  },
  async run(context) {
    const { args, core, output, t } = context;
    const projectKey = await readKey(args);
    const keyOf = text(args, 'key-of');
    const project = keyOf === undefined ? undefined : await findProject(context, keyOf);
    const periodSeconds = integer(args, 'period', 0, 31_536_000);
    const made = await core.otaClient.luaSnippet({
      url: completeUrl(needed(args, 'url'), flag(args, 'direct')),
      project: needed(args, 'project'),
      version: needed(args, 'version'),
      form: flag(args, 'direct') ? 'direct' : 'query',
      ...(projectKey === undefined ? {} : { projectKey }),
      ...(project === undefined ? {} : { projectId: project.id }),
      ...(periodSeconds === undefined ? {} : { periodSeconds }),
    });
    output.resultWithKey(made, [made.script.trimEnd()]);
    for (const line of findingLines(t, made.findings)) output.note(line);
    return made.findings.some(({ level }) => level === 'error') ? 1 : 0;
  },
};
