import type { UpdateRequest } from '../../decisions/updateRequest.ts';
import type { HttpRequest } from '../../http/request.ts';
import { type Query, readQuery, targetText, textOf } from '../openluat/query.ts';
import { readIdentity } from '../openluat/readUpdate.ts';

/** What libfota3 asks (platform-apis 1.7), with what its answer repeats. */
export interface TurnkeyCheck {
  readonly request: UpdateRequest;
  readonly coreId: string;
  readonly coreVersion: string;
}

const checkRoute = /\/api\/site\/turnkey_fota(?!_)/;
const resultRoute = /\/api\/site\/turnkey_fota_result/;

/** Null: it is no check. A campaign knows such a module by its script's name, and its script's version is what grows. */
export function readTurnkey(request: Pick<HttpRequest, 'targetBytes'>): TurnkeyCheck | null {
  const target = targetText(request.targetBytes);
  if (!checkRoute.test(target)) return null;
  const query = readQuery(target);
  return {
    request: {
      dialect: 'turnkey',
      identity: readIdentity(query),
      project: textOf(query, 'project_key'),
      firmwareName: textOf(query, 'script_name'),
      version: textOf(query, 'script_version'),
      coreVersion: textOf(query, 'core_version'),
      startByte: 0,
    },
    coreId: textOf(query, 'core_id') ?? '',
    coreVersion: textOf(query, 'core_version') ?? '',
  };
}

/** Null: no report. The library writes the parameters into a body, and builds a query that it does not send: both are read. */
export function readResult(
  request: Pick<HttpRequest, 'targetBytes' | 'body'>,
): { readonly downloadId: string; readonly succeeded: boolean } | null {
  const target = targetText(request.targetBytes);
  if (!resultRoute.test(target)) return null;
  const said = { ...fromQuery(readQuery(target)), ...fromBody(request.body) };
  // 1 is success by the documents and 0 by the first builds (platform-apis 1.7).
  const succeeded = said.result === '0' || said.result === '1';
  return { downloadId: said.id ?? '', succeeded };
}

interface Said {
  readonly id?: string;
  readonly result?: string;
}

function fromQuery(query: Query): Said {
  const id = textOf(query, 'fota_sn');
  const result = textOf(query, 'result_code');
  return { ...(id === null ? {} : { id }), ...(result === null ? {} : { result }) };
}

function fromBody(body: Uint8Array): Said {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof value !== 'object' || value === null) return {};
    const id = 'fota_sn' in value ? { id: String(value.fota_sn) } : {};
    return 'result_code' in value ? { ...id, result: String(value.result_code) } : id;
  } catch {
    return {};
  }
}
