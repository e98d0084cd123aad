import type { OtaDecision } from '../../../../../shared/contract/otaDecision.ts';
import { type Answer, refuse } from '../../answer.ts';
import { hasFault } from '../../faults.ts';
import type { HttpRequest } from '../../http/request.ts';
import type { LivePublication } from '../../publications.ts';
import { baseUrlOf } from '../baseUrl.ts';
import type { Dialect, DialectContext } from '../dialect.ts';
import { partOfFile, rangeOf, wholeFile } from '../fileAnswer.ts';
import { errorBody } from './errorBody.ts';
import { onceUrl } from './onceLinks.ts';
import { readUpdate } from './readUpdate.ts';

/**
 * `/api/site/firmware_upgrade` as every client of platform-apis 1.2 asks for it. 200, or 206 where a Range came; refusals are 4xx
 * with the platform's JSON. The newest modules show nothing but -9 for those, so the decision with its rules is in the journal.
 */
export const openluat: Dialect = {
  name: 'openluat',
  answer(request, context) {
    const update = readUpdate(request);
    if (update === null) return undefined;
    if (!['GET', 'POST', 'HEAD'].includes(request.method))
      return refuse(405, 'decision.methodNotServed', { allow: 'GET, HEAD, POST' });
    const { updates, exchangeId } = context;
    // Nobody upgrades by a HEAD: somebody looks, and is not counted.
    const looking = request.method === 'HEAD';
    const ota = looking ? updates.judge(update.request) : updates.decide(update.request, exchangeId);
    if (ota.cause !== 0) return refusal(ota, context);
    const publication = updates.blobs.find(ota.packageSha256 ?? '');
    // The rules have seen it a moment ago, in the same turn.
    if (publication === undefined) return refuse(503, 'decision.otaRefused');
    if (update.wantsRedirect && updates.rules().redirect && update.request.startByte === 0 && !looking)
      return redirect(request, publication, ota, context);
    const answer = { ...serve(request, publication, ota, looking), ota };
    return hasFault(publication.faults) ? { ...answer, decision: 'decision.fault' } : answer;
  },
};

function refusal(ota: OtaDecision, { updates }: DialectContext): Answer {
  const { codeTable, refusalStatus } = updates.rules();
  const bytes = ota.cause === 0 ? new Uint8Array(0) : errorBody(ota.cause, codeTable);
  return {
    head: { status: refusalStatus, contentType: 'application/json', contentLength: bytes.length },
    body: { kind: 'bytes', bytes },
    decision: 'decision.otaRefused',
    ota,
  };
}

function serve(
  request: HttpRequest,
  publication: LivePublication,
  ota: OtaDecision,
  looking: boolean,
): Answer {
  const { faults, bytes } = publication;
  if (faults.status !== undefined) return refuse(faults.status, 'decision.fault', { publication });
  if (looking) return wholeFile(publication, 'decision.headOnly');
  const decision = ota.resume ? 'decision.otaResumed' : 'decision.otaServed';
  const range = rangeOf(request, bytes.length);
  if (range.kind === 'part') return partOfFile(publication, range.start, range.last, decision);
  if (range.kind !== 'unsatisfiable') return wholeFile(publication, decision);
  const contentRange = `bytes */${bytes.length}`;
  return refuse(416, 'decision.rangeUnsatisfiable', { publication, contentRange });
}

/** The 8910 asks the redirect's target for ever after, without a version (platform-apis 1.2): hence a link that works once. */
function redirect(
  request: HttpRequest,
  publication: LivePublication,
  ota: OtaDecision,
  context: DialectContext,
): Answer {
  const location = onceUrl(baseUrlOf(request, context), context.onceLinks.issue(publication.packageSha256));
  return {
    head: { status: 302, contentType: 'application/octet-stream', contentLength: 0, location },
    body: { kind: 'bytes', bytes: new Uint8Array(0) },
    decision: 'decision.otaRedirected',
    ota,
  };
}
