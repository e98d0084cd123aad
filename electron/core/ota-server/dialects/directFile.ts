import { type Answer, refuse } from '../answer.ts';
import { hasFault } from '../faults.ts';
import type { HttpRequest } from '../http/request.ts';
import type { LivePublication } from '../publications.ts';
import type { Dialect, DialectContext } from './dialect.ts';
import { partOfFile, rangeOf, wholeFile } from './fileAnswer.ts';
import { targetPath } from './targetPath.ts';

/**
 * `GET /f/<id>/<name>`: the URL given to `AT+UPGRADE="URL"`, `AT+QFOTADL` and libfota2's `###url` (platform-apis 6.9). The id
 * decides alone: some clients glue their query to the name without a `?` (platform-apis 1.2), and proxies put paths before it.
 */
export const directFile: Dialect = {
  name: 'directFile',
  answer(request, context) {
    const id = /\/f\/([0-9a-z]{6,16})(?=\/|$)/.exec(targetPath(request.target))?.[1];
    if (id === undefined) return undefined;
    const publication = context.publications.find(id);
    if (publication === undefined) return refuse(404, 'decision.unknownPublication');
    if (publication === 'removed') return refuse(410, 'decision.unpublished');
    const answer = answerFor(publication, request, context);
    return hasFault(publication.faults) ? { ...answer, decision: 'decision.fault' } : answer;
  },
};

function answerFor(publication: LivePublication, request: HttpRequest, context: DialectContext): Answer {
  const { faults, bytes, deliveries } = publication;
  if (faults.status !== undefined) return refuse(faults.status, 'decision.fault', { publication });
  if (request.method === 'HEAD') return wholeFile(publication, 'decision.headOnly');
  // A POST is a GET with a body that nobody needs (platform-apis 6.2).
  if (request.method !== 'GET' && request.method !== 'POST') {
    return refuse(405, 'decision.methodNotServed', { publication, allow: 'GET, HEAD, POST' });
  }
  const range = rangeOf(request, bytes.length);
  const begins = range.kind === 'part' ? range.start === 0 : range.kind !== 'unsatisfiable';
  if (begins && deliveries.exhausted(context.remoteAddress, context.nowMs)) {
    return refuse(429, 'decision.deliveryLimit', { publication });
  }
  if (range.kind === 'part') return partOfFile(publication, range.start, range.last);
  if (range.kind === 'unsatisfiable') {
    return refuse(416, 'decision.rangeUnsatisfiable', {
      publication,
      contentRange: `bytes */${bytes.length}`,
    });
  }
  return wholeFile(publication, range.kind === 'whole' ? 'decision.wholeFile' : 'decision.rangeIgnored');
}
