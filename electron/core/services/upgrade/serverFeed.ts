import type { ServerEvent } from '../../modem/upgrade/state.ts';
import type { OtaServer } from '../../ota-server/otaServer.ts';

/** Part of a file in bytes: `start` inclusive, `end` exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What the OTA server sees of one publication, in the words of the upgrade. Bytes are counted over all answers; the download is
 * complete when the answers together covered the whole file, in one piece or in ranges.
 */
export function followPublication(
  server: Pick<OtaServer, 'onExchange'>,
  publicationId: string,
  totalBytes: number,
): (listener: (event: ServerEvent) => void) => () => void {
  return (listener) => {
    let endedBytes = 0;
    let served: readonly Span[] = [];
    return server.onExchange((event) => {
      if (event.publicationId !== publicationId) return;
      if (event.phase === 'request') {
        listener({ kind: 'requestSeen', seq: event.journalSeq, remote: event.remote });
      } else if (event.phase === 'progress') {
        listener({ kind: 'bytesSent', sentBytes: endedBytes + event.sentBytes, totalBytes });
      } else {
        endedBytes += event.sentBytes;
        if (event.status < 300)
          served = [...served, { start: event.startByte, end: event.startByte + event.sentBytes }];
        const complete = covers(served, totalBytes);
        const { journalSeq: seq, status } = event;
        listener({ kind: 'answered', seq, status, sentBytes: endedBytes, totalBytes, complete });
      }
    });
  };
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
