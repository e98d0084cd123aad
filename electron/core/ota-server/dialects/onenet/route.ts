import type { HttpRequest } from '../../http/request.ts';
import type { TaskName, Who } from '../../onenet/desk.ts';
import { targetPath } from '../targetPath.ts';
import { type Query, readQuery } from './query.ts';

/** The three interfaces: the old one, its variant on studio-ota, and fuse-ota. They word the same answers differently. */
export type OnenetFamily = 'old' | 'studio' | 'fuse';

export type OnenetAction =
  | { readonly kind: 'version' }
  | { readonly kind: 'check' }
  | { readonly kind: 'tasking' }
  | { readonly kind: 'taskCheck'; readonly task: TaskName }
  | { readonly kind: 'download'; readonly task: TaskName }
  /** `report` takes results only, the others percents too. */
  | { readonly kind: 'step'; readonly task: TaskName; readonly field: 'step' | 'result' }
  | { readonly kind: 'devInfo' };

export interface OnenetRoute {
  readonly family: OnenetFamily;
  readonly action: OnenetAction;
  readonly who: Who;
  readonly query: Query;
}

/**
 * Which of the routes of platform-apis 2.2 and 2.5 a request is for; undefined: none. Whatever a proxy put before the path is
 * left alone.
 */
export function routeOnenet(request: Pick<HttpRequest, 'target'>): OnenetRoute | undefined {
  const path = targetPath(request.target);
  const query = readQuery(request.target);
  const newer = /(?:^|\/)(fuse-ota|ota)\/([^/]+)\/([^/]+)\/(.+?)\/?$/.exec(path);
  const [, root, pid = '', name = '', rest = ''] = newer ?? [];
  if (root === 'fuse-ota' || (root === 'ota' && pid !== 'device' && pid !== 'south')) {
    const action = newerAction(rest);
    const who = { product: unescaped(pid), device: unescaped(name) };
    return action && { family: root === 'ota' ? 'studio' : 'fuse', action, who, query };
  }
  const old = /(?:^|\/)ota\/(devInfo|(?:device|south)\/.+?)\/?$/.exec(path);
  const action = old === null ? undefined : oldAction(old[1] ?? '', query);
  if (action === undefined) return undefined;
  const family = action.kind === 'devInfo' ? 'studio' : 'old';
  return { family, action, who: { product: '', device: query.get('dev_id') ?? '' }, query };
}

function newerAction(rest: string): OnenetAction | undefined {
  if (rest === 'version') return { kind: 'version' };
  if (rest === 'check') return { kind: 'check' };
  const [, tid = '', what] = /^(\d{1,15})\/(check|download|status)$/.exec(rest) ?? [];
  const task = { tid: Number(tid) };
  if (what === 'check') return { kind: 'taskCheck', task };
  if (what === 'download') return { kind: 'download', task };
  return what === 'status' ? { kind: 'step', task, field: 'step' } : undefined;
}

function oldAction(path: string, query: Query): OnenetAction | undefined {
  if (path === 'devInfo') return { kind: 'devInfo' };
  if (path === 'device/version') return { kind: 'version' };
  if (path === 'south/check') return { kind: 'check' };
  if (path === 'south/tasking') return { kind: 'tasking' };
  if (path === 'south/report')
    return { kind: 'step', task: { token: query.get('token') ?? '' }, field: 'result' };
  const progress = /^south\/device\/download\/([^/]+)\/progress$/.exec(path);
  if (progress !== null) return { kind: 'step', task: { token: progress[1] ?? '' }, field: 'step' };
  const download = /^south\/download\/([^/]+)(\/check)?$/.exec(path);
  if (download === null) return undefined;
  const task = { token: download[1] ?? '' };
  return { kind: download[2] === undefined ? 'download' : 'taskCheck', task };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
