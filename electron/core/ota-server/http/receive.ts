import type { Clock } from '../../../../shared/domain/clock.ts';
import type { DeviceSocket } from './deviceSocket.ts';
import type { HttpRequest, RequestRefusal } from './request.ts';
import { createRequestParser, type ParserLimits } from './requestParser.ts';

export type Received =
  | { readonly kind: 'request'; readonly request: HttpRequest }
  | ({ readonly kind: 'refused'; readonly head: string } & RequestRefusal)
  /** The peer ended before there was a request; `head` is what came, perhaps nothing. */
  | { readonly kind: 'gone'; readonly head: string };

/**
 * Reads one request. The head must be there within `requestTimeoutMs` of the call and a body within the same time again: a timer
 * that every byte restarts would let a client hold the connection for ever.
 */
export function receiveRequest(
  socket: DeviceSocket,
  clock: Clock,
  limits: ParserLimits & { readonly requestTimeoutMs: number },
): Promise<Received> {
  return new Promise((resolve) => {
    const parser = createRequestParser(limits);
    const expire = (): void => settle({ status: 408, decision: 'decision.requestTimeout', ...refused() });
    const refused = () => ({ kind: 'refused', head: parser.headSoFar() }) as const;
    let stopTimer = clock.after(limits.requestTimeoutMs, expire);
    let waitsForBody = false;
    let settled = false;

    function settle(received: Received): void {
      if (settled) return;
      settled = true;
      stopTimer();
      socket.onData(undefined);
      resolve(received);
    }

    socket.onData((bytes) => {
      const step = parser.push(bytes);
      if (step.kind === 'request') settle(step);
      else if (step.kind === 'refused') settle({ ...step, ...refused() });
      else if (parser.headComplete() && !waitsForBody) {
        waitsForBody = true;
        stopTimer();
        stopTimer = clock.after(limits.requestTimeoutMs, expire);
      }
    });
    socket.onInputEnded(() => settle({ kind: 'gone', head: parser.headSoFar() }));
  });
}
