import type { Answer } from '../answer.ts';
import type { HttpRequest } from '../http/request.ts';
import type { OneNet } from '../onenet/oneNet.ts';
import type { Publications } from '../publications.ts';
import type { Updates } from '../updates.ts';
import type { OnceLinks } from './openluat/onceLinks.ts';

/** What a dialect may look at besides the request. */
export interface DialectContext {
  readonly publications: Pick<Publications, 'find'>;
  /** Who is offered what. `decide` counts and remembers: at most once for a request. */
  readonly updates: Pick<Updates, 'decide' | 'judge' | 'blobs' | 'rules' | 'resultReported'>;
  readonly onceLinks: OnceLinks;
  /** OneNET's plans and tasks have rules of their own. */
  readonly onenet: Pick<OneNet, 'answer'>;
  /** Joins decisions with the journal's rows. */
  readonly exchangeId: string;
  /** `address:port` at which the request came in, for URLs in answers to clients that named no host. */
  readonly localAddress: string;
  /** Address of the peer without its port. */
  readonly remoteAddress: string;
  /** Monotonic. */
  readonly nowMs: number;
}

/** The requests of one kind of client and the rules by which they are answered. Pure: it decides, others send and record. */
export interface Dialect {
  readonly name: string;
  /** Undefined when the path is not one of its own; then the next dialect is asked. */
  answer(request: HttpRequest, context: DialectContext): Answer | undefined;
}
