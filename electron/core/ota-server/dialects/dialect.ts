import type { Answer } from '../answer.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Publications } from '../publications.ts';

/** What a dialect may look at besides the request. */
export interface DialectContext {
  readonly publications: Pick<Publications, 'find'>;
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
