import type { ServerEvent } from '../../modem/upgrade/events.ts';
import type { OtaServer } from '../../ota-server/otaServer.ts';

/** Part of a file in bytes: `start` inclusive, `end` exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What one answer brought to the wire. `whole`: it ended well (`ExchangeEvent.complete`). */
interface Answer extends Span {
  readonly whole: boolean;
}

/**
 * What the OTA server sees of one publication, in the words of the upgrade. Bytes are counted over all answers; the download is
 * complete when answers that ended well together covered the whole file, in one piece or in ranges.
 */
export function followPublication(
  server: Pick<OtaServer, 'onExchange'>,
  publicationId: string,
  totalBytes: number,
): (listener: (event: ServerEvent) => void) => () => void {
  return (listener) => {
    let endedBytes = 0;
    let answers: readonly Answer[] = [];
    return server.onExchange((event) => {
      if (event.publicationId !== publicationId) return;
      if (event.phase === 'request') {
        listener({ kind: 'requestSeen', seq: event.journalSeq, remote: event.remote });
      } else if (event.phase === 'progress') {
        listener({ kind: 'bytesSent', sentBytes: endedBytes + event.sentBytes, totalBytes });
      } else {
        const { journalSeq: seq, status, startByte: start, sentBytes } = event;
        endedBytes += sentBytes;
        if (status >= 200 && status < 300)
          answers = [...answers, { start, end: start + sentBytes, whole: event.complete }];
        const complete = covers(deliveredSpans(answers), totalBytes);
        listener({ kind: 'answered', seq, status, sentBytes: endedBytes, totalBytes, complete });
      }
    });
  };
}

/**
 * What the OTA server sees of a module that was not sent there by this job: the requests that name it. A script asks by itself, and
 * what it calls its version then is its own word.
 *
 * @param isOurs whether a request target is the module's, as far as is known by now; asked again at every event
 */
export function followModule(
  server: Pick<OtaServer, 'onExchange'>,
  isOurs: (target: string) => boolean,
): (listener: (event: ServerEvent) => void) => () => void {
  return (listener) => {
    const targets = new Map<string, { readonly target: string; told: boolean }>();
    return server.onExchange((event) => {
      if (event.phase === 'request') targets.set(event.exchangeId, { target: event.target, told: false });
      const known = targets.get(event.exchangeId);
      if (known === undefined || !isOurs(known.target)) return;
      const { journalSeq: seq, remote } = event;
      if (!known.told) {
        known.told = true;
        const version = /[?&]version=([^&?\s]+)/.exec(known.target)?.[1];
        listener({ kind: 'requestSeen', seq, remote, ...(version === undefined ? {} : { version }) });
      }
      // A refusal is no download; the module's own log says what it makes of it.
      if (event.phase === 'progress' && event.status < 300)
        listener({ kind: 'bytesSent', sentBytes: event.sentBytes, totalBytes: event.bodyBytes });
      if (event.phase === 'ended') targets.delete(event.exchangeId);
    });
  };
}

/**
 * Of an answer that broke off nobody knows how much arrived: what the system took was lost with the connection. Only a module
 * that resumes inside it says so, for it has everything before the place from which it asks on.
 */
function deliveredSpans(answers: readonly Answer[]): Span[] {
  return answers.map(({ start, end, whole }, index) => {
    if (whole) return { start, end };
    const resumedAt = answers.slice(index + 1).map((later) => later.start);
    return { start, end: Math.max(start, ...resumedAt.filter((at) => at <= end)) };
  });
}

/** Whether the spans together hold every byte from 0 to `totalBytes`. */
export function covers(spans: readonly Span[], totalBytes: number): boolean {
  let reached = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > reached) return false;
    reached = Math.max(reached, end);
  }
  return reached >= totalBytes;
}
