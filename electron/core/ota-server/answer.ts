import type { OtaDecision } from '../../../shared/contract/otaDecision.ts';
import type { DecisionKey } from './decisions.ts';
import { type ResponseHead, refusalBody } from './http/response.ts';
import type { LivePublication } from './publications.ts';

/** What is to be sent, decided before the first byte goes out. */
export interface Answer {
  readonly head: ResponseHead;
  /** A part of the publication's file in file offsets (`end` exclusive), or bytes of our own. */
  readonly body:
    | { readonly kind: 'file'; readonly start: number; readonly end: number }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array };
  readonly decision: DecisionKey;
  readonly publication?: LivePublication;
  /** What the rules said, where they were asked; the response row carries it. */
  readonly ota?: OtaDecision;
}

/** A refusal: 4xx or 5xx with a short JSON body. Never 2xx, a client would keep the body as the file (platform-apis 5.1). */
export function refuse(
  status: number,
  decision: DecisionKey,
  more: Partial<Pick<ResponseHead, 'contentRange' | 'allow'>> & {
    readonly publication?: LivePublication;
  } = {},
): Answer {
  const { publication, ...headers } = more;
  const bytes = refusalBody(status, decision);
  return {
    head: { status, contentType: 'application/json', contentLength: bytes.length, ...headers },
    body: { kind: 'bytes', bytes },
    decision,
    ...(publication === undefined ? {} : { publication }),
  };
}
