/** A request for an upgrade as a module sends it, or its URL: what is missing in it (platform-apis 1.1, 1.2, 1.5). */
import type { Finding } from '../../../shared/contract/explain.ts';
import { maskKeys } from '../../../shared/domain/keyMask.ts';
import { readingOf, type SymptomId, symptoms } from './symptoms.ts';

const target = /(?:^|\s)(?:GET|POST)?\s*((?:https?:\/\/[^\s/?#]+)?\/[^\s]*)/i;
const parameters = /[?&]?(project_key|firmware_name|version|imei|mac|uid|muid)=/i;

/** Findings of a request; null where the text is none. */
export function explainRequest(text: string): readonly Finding[] | null {
  const line = text.split(/\r?\n/, 1)[0]?.trim() ?? '';
  const isRequest =
    /^(?:GET|POST)\s+\S/i.test(line) || /^https?:\/\/\S+$/i.test(line) || /^\/api\/\S+$/.test(line);
  const url = isRequest ? target.exec(line)?.[1] : undefined;
  if (url === undefined) return null;
  const evidence = [{ seq: 1, text: maskKeys(line).slice(0, 200) }];
  const say = (id: SymptomId, params: Finding['params'] = {}): Finding => {
    const readings = [readingOf(id, params)];
    return { id, params, level: symptoms[id].level, readings, evidence, evidenceCount: 1 };
  };
  if (!parameters.test(url)) return [say('requestRead', { identity: '-', name: '-', version: '-' })];
  return [...problems(url).map((id) => say(id)), say('requestRead', shown(url))];
}

function problems(url: string): SymptomId[] {
  const query = parse(url);
  const glued = /[^?&](?:imei|mac|uid)=/.test(url) || url.split('?').length > 2;
  const platform = /\/api\/site\/firmware_upgrade/.test(url);
  const version = query.get('version');
  return [
    ...(glued ? (['libfotaUrl'] as const) : []),
    ...(platform && !query.get('project_key') ? (['noKeyInUrl'] as const) : []),
    ...(platform && identityOf(query) === undefined ? (['noIdentityInUrl'] as const) : []),
    ...(version !== undefined && !/^\d{1,5}(?:\.\d{1,3}){2,3}$/.test(version)
      ? (['badVersionInUrl'] as const)
      : []),
  ];
}

function shown(url: string): Finding['params'] {
  const query = parse(url);
  const part = (name: string): string => (query.get(name) || '-').slice(0, 100);
  const who = identityOf(query);
  return { identity: who ?? '-', name: part('firmware_name'), version: part('version') };
}

/** Names are matched to the letter: the platform knows no `IMEI=`. */
function identityOf(query: ReadonlyMap<string, string>): string | undefined {
  return ['imei', 'mac', 'uid', 'muid']
    .map((name) => query.get(name))
    .find((value) => value !== undefined && value !== '');
}

/** By hand: modules send raw blanks and UTF-8, and some put parameters where no `?` is. */
function parse(url: string): ReadonlyMap<string, string> {
  const query = url.includes('?')
    ? url.slice(url.indexOf('?') + 1)
    : (/(?:imei|mac|uid|project_key)=.*$/.exec(url)?.[0] ?? '');
  return new Map(
    query.split(/[&?]/).map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
