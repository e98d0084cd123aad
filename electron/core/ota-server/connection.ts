import type { Socket } from 'node:net';
import type { Clock } from '../../../shared/domain/clock.ts';
import { type Answer, refuse } from './answer.ts';
import type { DecisionKey } from './decisions.ts';
import type { DialectContext } from './dialects/dialect.ts';
import { route } from './dialects/route.ts';
import { createReader } from './faults.ts';
import { createDeviceSocket, type DeviceSocket, type Ending } from './http/deviceSocket.ts';
import { type Received, receiveRequest } from './http/receive.ts';
import { formatHead } from './http/response.ts';
import { type Outgoing, type Pace, sendAnswer } from './http/sendAnswer.ts';
import type { ServerLimits } from './limits.ts';
import { createRecord, type ExchangeRecord, type RecordParts } from './record.ts';

export interface ConnectionParts
  extends RecordParts,
    Pick<DialectContext, 'publications' | 'updates' | 'onceLinks' | 'onenet'> {
  readonly limits: ServerLimits;
}

export interface Connection {
  readonly remoteAddress: string;
  /** Undefined until its request named one. */
  publicationId(): string | undefined;
  cut(why: Ending): void;
  /** Resolves when the socket is closed and the journal has both rows. */
  readonly done: Promise<void>;
}

/** One connection: one request, one answer, two rows. With `refusal` it is over a limit and gets a 503 for whatever it asks. */
export function serveConnection(
  raw: Socket,
  refusal: DecisionKey | undefined,
  parts: ConnectionParts,
): Connection {
  const socket = createDeviceSocket(raw, parts.clock);
  const remoteAddress = plainAddress(raw.remoteAddress);
  const record = createRecord(`${remoteAddress}:${raw.remotePort ?? 0}`, remoteAddress, parts);

  async function run(): Promise<void> {
    const received = await receiveRequest(socket, parts.clock, parts.limits);
    if (received.kind === 'gone') {
      record.requested(received, undefined);
      const decision = received.head === '' ? 'decision.connectedOnly' : 'decision.requestIncomplete';
      record.unanswered(decision, await socket.finish(parts.limits.requestTimeoutMs));
      return;
    }
    const localAddress = `${plainAddress(raw.localAddress)}:${raw.localPort ?? 0}`;
    const { exchangeId } = record;
    const answer = decide(received, refusal, { ...parts, remoteAddress, localAddress, exchangeId });
    record.requested(received, answer);
    await deliver(socket, received, answer, record, parts);
  }

  const done = run().catch((error: unknown) => {
    socket.cut('reset');
    parts.journal.append({ kind: 'serverEvent', event: 'failed', detail: String(error) });
  });
  return { remoteAddress, publicationId: record.publicationId, cut: socket.cut, done };
}

function decide(
  received: Exclude<Received, { kind: 'gone' }>,
  refusal: DecisionKey | undefined,
  context: Omit<DialectContext, 'nowMs'> & Pick<ConnectionParts, 'clock'>,
): Answer {
  if (refusal !== undefined) return refuse(503, refusal);
  if (received.kind === 'refused') return refuse(received.status, received.decision);
  return route(received.request, { ...context, nowMs: context.clock.monoMs() });
}

async function deliver(
  socket: DeviceSocket,
  received: Exclude<Received, { kind: 'gone' }>,
  answer: Answer,
  record: ExchangeRecord,
  { clock, limits }: ConnectionParts,
): Promise<void> {
  const faults = answer.publication?.faults ?? {};
  const pause = (ms: number): Promise<void> => pauseUnlessEnded(ms, socket, clock);
  if (faults.delayFirstByteMs !== undefined) await pause(faults.delayFirstByteMs);
  const outgoing = outgoingOf(answer, received.kind === 'request' && received.request.method === 'HEAD');
  const pace: Pace = {
    stallMs: limits.stallTimeoutMs,
    lingerMs: lingerMsFor(answer, limits),
    pauseAfterHead: () =>
      limits.pauseAfterHeadMs === 0 ? Promise.resolve() : pause(limits.pauseAfterHeadMs),
    onSent: record.sent,
  };
  const { sentBytes, ending } = await sendAnswer(socket, outgoing, pace);
  record.answered(sentBytes, ending);
}

/** HEAD is told the length and sent nothing (RFC 9110 9.3.2). */
function outgoingOf({ head, body, publication }: Answer, headOnly: boolean): Outgoing {
  const headBytes = formatHead(head);
  if (headOnly) return { head: headBytes, bodyBytes: 0, read: () => new Uint8Array(0) };
  if (body.kind === 'bytes' || publication === undefined) {
    const bytes = body.kind === 'bytes' ? body.bytes : new Uint8Array(0);
    return { head: headBytes, bodyBytes: bytes.length, read: (start, end) => bytes.subarray(start, end) };
  }
  const readFile = createReader(publication.bytes, publication.faults);
  const { cutAfterBytes } = publication.faults;
  return {
    head: headBytes,
    bodyBytes: body.end - body.start,
    read: (start, end) => readFile(body.start + start, body.start + end),
    ...(cutAfterBytes === undefined ? {} : { cutAfterBytes }),
  };
}

/** How long the system may need to deliver what it took; what it still holds cannot be asked, so the whole body is allowed for. */
function lingerMsFor({ body }: Answer, limits: ServerLimits): number {
  if (body.kind === 'bytes') return limits.requestTimeoutMs;
  return limits.stallTimeoutMs + ((body.end - body.start) * 1000) / limits.slowestBytesPerSecond;
}

function pauseUnlessEnded(ms: number, socket: DeviceSocket, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = clock.after(ms, resolve);
    void socket.ended.then(() => {
      stopTimer();
      resolve();
    });
  });
}

/** An IPv4 address is written as one, on a dual-stack socket too. */
export function plainAddress(address: string | undefined): string {
  return (address ?? 'unknown').replace(/^::ffff:/i, '');
}
