import type { Answer } from '../answer.ts';
import { type RangeOutcome, readRange } from '../http/range.ts';
import { type HttpRequest, headerValues } from '../http/request.ts';
import type { LivePublication } from '../publications.ts';

/** We give no validator, so an If-Range can never match and its Range does not count (RFC 9110 13.1.5). */
export function rangeOf(request: HttpRequest, sizeBytes: number): RangeOutcome {
  const range = readRange(headerValues(request, 'range'), sizeBytes);
  const conditional = headerValues(request, 'if-range').length > 0;
  return conditional && range.kind !== 'whole' ? { kind: 'ignored' } : range;
}

/** 200 with the whole file; a HEAD is told its length. */
export function wholeFile(publication: LivePublication, decision: Answer['decision']): Answer {
  const sizeBytes = publication.bytes.length;
  const end = decision === 'decision.headOnly' ? 0 : sizeBytes;
  return {
    head: { status: 200, contentType: 'application/octet-stream', contentLength: sizeBytes },
    body: { kind: 'file', start: 0, end },
    decision,
    publication,
  };
}

/** 206 with its Content-Range; `last` is inclusive. */
export function partOfFile(
  publication: LivePublication,
  start: number,
  last: number,
  decision: Answer['decision'] = 'decision.range',
): Answer {
  return {
    head: {
      status: 206,
      contentType: 'application/octet-stream',
      contentLength: last + 1 - start,
      contentRange: `bytes ${start}-${last}/${publication.bytes.length}`,
    },
    body: { kind: 'file', start, end: last + 1 },
    decision,
    publication,
  };
}
