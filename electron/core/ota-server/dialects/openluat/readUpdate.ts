import type { UpdateRequest } from '../../decisions/updateRequest.ts';
import { type HttpRequest, headerValues } from '../../http/request.ts';
import { type Query, readQuery, targetText, textOf } from './query.ts';

/** What an openLuat client asks, and whether it would follow a redirect. */
export interface LuatUpdate {
  readonly request: UpdateRequest;
  readonly wantsRedirect: boolean;
}

/** The path of the platform, wherever a proxy or a person put it, with whatever glued behind it. */
const knownRoute = /\/api\/site\/firmware_upgrade(?!_)/;
/** Routes of other openLuat services that carry the same names. */
const otherRoute = /\/api\/site\/(?!firmware_upgrade)|\/update2?\.json/;

/**
 * Reads the request of any client of platform-apis 1.2. Under a path of the owner's choosing a request is known by its
 * parameters, because libfota2 sends them to whatever URL it was given. Null: it is none.
 */
export function readUpdate(request: Pick<HttpRequest, 'targetBytes' | 'headers'>): LuatUpdate | null {
  const target = targetText(request.targetBytes);
  const query = readQuery(target);
  const named = query.has('firmware_name') && (query.has('project_key') || query.has('version'));
  if (!knownRoute.test(target) && (!named || otherRoute.test(target))) return null;
  return {
    request: {
      dialect: 'openluat',
      identity: readIdentity(query),
      project: textOf(query, 'project_key'),
      firmwareName: textOf(query, 'firmware_name'),
      version: textOf(query, 'version'),
      coreVersion: textOf(query, 'core_version'),
      startByte: readStart(headerValues(request, 'range')),
    },
    wantsRedirect: query.get('need_oss_url') === '1',
  };
}

/** In the order of how sure each one is. Opaque: some libraries put a MAC or a chip's number under `imei` (platform-apis 1.1). */
export function readIdentity(query: Query): UpdateRequest['identity'] {
  for (const kind of ['imei', 'mac', 'uid', 'muid']) {
    const value = textOf(query, kind);
    if (value !== null) return { kind, value };
  }
  return null;
}

/** First byte of a single range with a start; anything else begins at the beginning. */
function readStart(values: readonly string[]): number {
  const [value, ...others] = new Set(values);
  const start = /^bytes[ \t]*=[ \t]*(\d{1,15})[ \t]*-[ \t]*\d*$/i.exec(value ?? '')?.[1];
  return start === undefined || others.length > 0 ? 0 : Number(start);
}
