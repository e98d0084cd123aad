import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import type { Answer } from './answer.ts';
import type { DecisionKey } from './decisions.ts';
import type { ExchangeEvent } from './exchange.ts';
import type { Ending } from './http/deviceSocket.ts';
import type { Received } from './http/receive.ts';
import { reasonOf } from './http/response.ts';
import type { LivePublication } from './publications.ts';

/** Everything that is remembered of one exchange: two journal rows, events, the publication's numbers. */
export interface ExchangeRecord {
  readonly exchangeId: string;
  /** Writes the request row. */
  requested(received: Received, answer: Answer | undefined): void;
  /** The system took so many body bytes, all told. */
  sent(sentBytes: number): void;
  /** Writes the response row. */
  answered(sentBytes: number, ending: Ending): void;
  /** Writes the response row of an exchange without an answer: status 0. */
  unanswered(decision: DecisionKey, ending: Ending): void;
  publicationId(): string | undefined;
}

export interface RecordParts {
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly nextExchangeId: () => string;
  /** The event is made only where somebody listens. */
  readonly emit: (event: () => ExchangeEvent) => void;
}

export function createRecord(remote: string, remoteAddress: string, parts: RecordParts): ExchangeRecord {
  const { journal, clock, emit } = parts;
  const exchangeId = parts.nextExchangeId();
  const connectedMs = clock.monoMs();
  let answer: Answer | undefined;
  let publication: LivePublication | undefined;
  /** Promised to the peer: a HEAD is promised nothing. */
  let bodyBytes = 0;
  let attempt = 0;
  let journalSeq = 0;
  let countedBytes = 0;
  let announcedBytes = 0;

  function base() {
    const ids = publication && { publicationId: publication.id, packageSha256: publication.packageSha256 };
    return { exchangeId, remote, journalSeq, ...ids, ...jobOf(publication) };
  }

  function numbers(sentBytes: number) {
    return {
      status: answer?.head.status ?? 0,
      decision: answer?.decision ?? '',
      attempt,
      startByte: answer?.body.kind === 'file' ? answer.body.start : 0,
      bodyBytes,
      sentBytes,
    };
  }

  function countFileBytes(sentBytes: number): void {
    if (publication === undefined || answer?.body.kind !== 'file') return;
    publication.sentBytes += sentBytes - countedBytes;
    countedBytes = sentBytes;
  }

  function end(status: number, decision: DecisionKey, sentBytes: number, ending: Ending): void {
    const durationMs = clock.monoMs() - connectedMs;
    const complete = status !== 0 && ending === 'peerClosed' && sentBytes === bodyBytes;
    const reason = status === 0 ? '' : reasonOf(status);
    const ota = answer?.ota === undefined || status === 0 ? {} : { ota: answer.ota };
    const said = status === 0 ? {} : shortBody(answer);
    const row = { exchangeId, status, reason, bodyBytes, sentBytes, durationMs, complete, decision };
    journalSeq = journal.append({
      kind: 'httpResponse',
      ...row,
      ...said,
      ...ota,
      ...tagsOf(publication),
    }).seq;
    if (complete && publication !== undefined && endsFile(answer)) {
      publication.deliveries.completed(remoteAddress, clock.monoMs());
    }
    const ended = { phase: 'ended', decision, durationMs, complete, ending } as const;
    emit(() => ({ ...base(), ...numbers(sentBytes), ...ended }));
  }

  return {
    exchangeId,
    requested(received, decided) {
      answer = decided;
      publication = decided?.publication;
      const { method, target, head } = describeRequest(received);
      bodyBytes = method === 'HEAD' ? 0 : (decided?.head.contentLength ?? 0);
      const row = { exchangeId, remote, method, target, head, ...tagsOf(publication) };
      journalSeq = journal.append({ kind: 'httpRequest', ...row }).seq;
      if (publication !== undefined) {
        attempt = publication.deliveries.attempted(remoteAddress);
        publication.requests++;
        publication.lastRequestAtMs = clock.wallMs();
      }
      emit(() => ({ phase: 'request', ...base(), ...numbers(0), method, target }));
    },
    sent(sentBytes) {
      countFileBytes(sentBytes);
      if (sentBytes - announcedBytes < bodyBytes / 100) return;
      announcedBytes = sentBytes;
      emit(() => ({ phase: 'progress', ...base(), ...numbers(sentBytes) }));
    },
    answered(sentBytes, ending) {
      if (answer !== undefined) end(answer.head.status, answer.decision, sentBytes, ending);
    },
    unanswered: (decision, ending) => end(0, decision, 0, ending),
    publicationId: () => publication?.id,
  };
}

function describeRequest(received: Received): { method: string; target: string; head: string } {
  if (received.kind === 'request') return received.request;
  return { method: '', target: '', head: received.head };
}

function jobOf(publication: LivePublication | undefined): { jobId?: string } {
  return publication?.jobId === undefined ? {} : { jobId: publication.jobId };
}

function tagsOf(publication: LivePublication | undefined): { packageSha256?: string; jobId?: string } {
  return publication === undefined ? {} : { packageSha256: publication.packageSha256, ...jobOf(publication) };
}

/** What was said in words: refusals and JSON, never a file. */
function shortBody(answer: Answer | undefined): { body?: string } {
  if (answer?.body.kind !== 'bytes' || answer.body.bytes.length === 0) return {};
  const { bytes } = answer.body;
  return bytes.length > 1024
    ? {}
    : { body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8') };
}

/** Whether the answer held the last byte of the file: then a download is over. */
function endsFile(answer: Answer | undefined): boolean {
  return answer?.body.kind === 'file' && answer.body.end === answer.publication?.bytes.length;
}
