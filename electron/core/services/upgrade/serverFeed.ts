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
