import type { OnenetKind, OnenetRules, OnenetState } from '../../../../../shared/contract/onenet.ts';
import type { Answer } from '../../answer.ts';
import { type HttpRequest, headerValues } from '../../http/request.ts';
import type { Desk, Granted, Offered, TaskName, Who } from '../../onenet/desk.ts';
import type { PlanFile } from '../../onenet/files.ts';
import { readOnenetRange } from '../../onenet/onenetRange.ts';
import type { ReportedVersions } from '../../onenet/reports.ts';
import type { TokenVerdict } from '../../tokens/checkOnenetToken.ts';
import { file, refused, refusedDownload, succeeded } from './answers.ts';
import { authorise, productOf } from './authorise.ts';
import { type OnenetRoute, routeOnenet } from './route.ts';

export interface OnenetDialectParts {
  readonly desk: Desk;
  readonly rules: () => Pick<OnenetRules, 'tokenCheck' | 'refusalStatus'>;
  readonly keyFor: (res: string) => string | undefined;
  readonly wallMs: () => number;
  /** The package of a plan; undefined when its bytes are not there (any more). */
  readonly fileOf: (sha256: string) => PlanFile | undefined;
  /** Told of each bad token, whether it was refused or not. */
  readonly onBadToken: (
    verdict: Extract<TokenVerdict, { ok: false }>,
    device: string,
    refused: boolean,
  ) => void;
}

/** The number that a task's state has in fuse-ota. */
const stateNumbers: Readonly<Record<OnenetState, number>> = {
  waiting: 1,
  downloading: 2,
  upgrading: 3,
  succeeded: 4,
  failed: 5,
  cancelled: 6,
};

/** OneNET's old interface, its studio variant and fuse-ota (platform-apis 2.2 to 2.5). */
export function createOnenetAnswers(parts: OnenetDialectParts): (request: HttpRequest) => Answer | undefined {
  return (request) => {
    const route = routeOnenet(request);
    if (route === undefined) return undefined;
    return refusedByToken(request, route, parts) ?? serve(request, route, parts);
  };
}

/** The old download needs no token in its header: the path holds one (platform-apis 2.2). */
function refusedByToken(
  request: HttpRequest,
  route: OnenetRoute,
  parts: OnenetDialectParts,
): Answer | undefined {
  const { tokenCheck, refusalStatus } = parts.rules();
  const isDownload = route.action.kind === 'download';
  if (tokenCheck === 'off' || (isDownload && route.family === 'old')) return undefined;
  const verdict = authorise(request, route, { keyFor: parts.keyFor, nowMs: parts.wallMs() });
  if (verdict.ok) return undefined;
  const enforced = tokenCheck === 'enforce';
  parts.onBadToken(verdict, route.who.device, enforced);
  if (!enforced) return undefined;
  return isDownload ? refusedDownload(route.family, 'auth') : refused(route.family, 'auth', refusalStatus);
}

function serve(request: HttpRequest, route: OnenetRoute, parts: OnenetDialectParts): Answer {
  const { action, family } = route;
  const who = { ...route.who, product: productOf(request, route) };
  if (action.kind === 'devInfo') return succeeded(family);
  if (action.kind === 'download') return download(request, route, who, action.task, parts);
  if (who.device === '' && action.kind !== 'taskCheck' && action.kind !== 'step')
    return refused(family, 'badParameter');
  if (action.kind === 'version') return version(request, route, who, parts);
  if (action.kind === 'step') return step(request, route, who, action, parts);
  if (action.kind === 'taskCheck') return taskCheck(route, who, action.task, parts);
  const kind = kindOf(route.query.get('type'));
  if (kind === undefined) return refused(family, 'badCode');
  const given = route.query.get('version') || undefined;
  const found = action.kind === 'check' ? parts.desk.check(who, kind, given) : parts.desk.running(who, kind);
  return offered(route, found, parts);
}

function version(
  request: HttpRequest,
  { family }: OnenetRoute,
  who: Who,
  { desk }: OnenetDialectParts,
): Answer {
  if (request.method === 'GET') {
    const { fota, sota } = desk.versions(who);
    return succeeded(family, { f_version: fota ?? '', s_version: sota ?? '' });
  }
  const body = readBody(request);
  const versions: Record<string, string> = {};
  for (const [field, kind] of [
    ['f_version', 'fota'],
    ['s_version', 'sota'],
  ] as const) {
    const value = body?.[field];
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string' || !/^[A-Za-z0-9._-]{1,20}$/.test(value))
      return refused(family, 'badParameter');
    versions[kind] = value;
  }
  if (Object.keys(versions).length === 0) return refused(family, 'badParameter');
  const reported: ReportedVersions = versions;
  desk.report(who, reported);
  return succeeded(family);
}

/** `{"step":n}`, or `{"result":1xx|2xx}` of the older call, which knows no percents. */
function step(
  request: HttpRequest,
  { family }: OnenetRoute,
  who: Who,
  { task, field }: { readonly task: TaskName; readonly field: 'step' | 'result' },
  { desk }: OnenetDialectParts,
): Answer {
  const value = readBody(request)?.[field];
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  const wrong = field === 'result' ? 'badResult' : 'badCode';
  if (typeof number !== 'number' || (field === 'result' && number < 100)) return refused(family, wrong);
  const done = desk.step(task, who, number);
  if (done.ok) return succeeded(family);
  return refused(family, done.refusal === 'badCode' ? wrong : done.refusal);
}

/** On the old interface the check opens the download; on the newer ones it only tells how far the task is. */
function taskCheck({ family }: OnenetRoute, who: Who, task: TaskName, { desk }: OnenetDialectParts): Answer {
  const found = family === 'old' ? desk.beginDownload(task, who) : desk.find(task, who);
  if (!found.ok) return refused(family, found.refusal);
  return family === 'old'
    ? succeeded(family)
    : succeeded(family, { status: stateNumbers[found.value.task.state] });
}

function offered({ family }: OnenetRoute, found: Granted<Offered>, { fileOf }: OnenetDialectParts): Answer {
  if (!found.ok) return refused(family, found.refusal);
  const { task, plan } = found.value;
  const blob = fileOf(plan.sha256);
  if (blob === undefined) return refused(family, 'internal');
  const { target } = task;
  const type = plan.sources === null ? 1 : 2;
  const { sizeBytes: size, md5 } = blob;
  const status = stateNumbers[task.state];
  if (family === 'fuse') return succeeded(family, { target, tid: task.tid, size, md5, status, type });
  const name = family === 'old' ? { token: task.token } : { tid: task.tid };
  return succeeded(family, { target, ...name, size, md5, ...plan.hints, type });
}

function download(
  request: HttpRequest,
  { family }: OnenetRoute,
  who: Who,
  name: TaskName,
  { desk, fileOf }: OnenetDialectParts,
): Answer {
  const found = desk.beginDownload(name, who);
  if (!found.ok) return refusedDownload(family, found.refusal);
  const blob = fileOf(found.value.plan.sha256);
  if (blob === undefined) return refusedDownload(family, 'internal');
  // `?range=` is no header: the platform ignores it and so does this server (platform-apis 2.5).
  return file(
    family,
    blob.publication,
    readOnenetRange(headerValues(request, 'range'), blob.sizeBytes),
    blob.sizeBytes,
  );
}

function kindOf(type: string | undefined): OnenetKind | undefined {
  if (type === '1') return 'fota';
  return type === '2' ? 'sota' : undefined;
}

function readBody({ body }: HttpRequest): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
