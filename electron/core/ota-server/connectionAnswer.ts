import type { Clock } from '../../../shared/domain/clock.ts';
import type { Answer } from './answer.ts';
import type { EffectOf } from './faults/faultDesk.ts';
import { type Manner, mannerOf } from './faults/manner.ts';
import { createReader } from './faults.ts';
import type { DeviceSocket, Ending } from './http/deviceSocket.ts';
import { formatHead } from './http/response.ts';
import { type Outgoing, type Pace, sendAnswer } from './http/sendAnswer.ts';
import type { ServerLimits } from './limits.ts';

export interface DeliveryParts {
  readonly clock: Clock;
  readonly limits: ServerLimits;
  readonly onSent: (sentBytes: number) => void;
}

/** Sends an answer over a connection with whatever faults are set for it. */
export async function deliver(
  socket: DeviceSocket,
  answer: Answer,
  how: {
    readonly headOnly: boolean;
    /** See `HttpRequest`. */
    readonly bareLf: boolean;
    readonly effects: readonly EffectOf<'within'>[];
  },
  { clock, limits, onSent }: DeliveryParts,
): Promise<{ readonly sentBytes: number; readonly ending: Ending }> {
  const manner = mannerOf(answer.publication?.faults ?? {}, how.effects);
  const pause = (ms: number): Promise<void> => pauseUnlessEnded(ms, socket, clock);
  if (manner.delayFirstByteMs !== undefined) await pause(manner.delayFirstByteMs);
  const { headBytePauseMs } = manner;
  const pauseMs = pauseAfterHeadMs(answer, how.bareLf, limits);
  const pace: Pace = {
    stallMs: limits.stallTimeoutMs,
    lingerMs: lingerMsFor(answer, limits),
    pauseAfterHead: pauseMs === 0 ? undefined : () => pause(pauseMs),
    pauseAfterHeadByte: headBytePauseMs === undefined ? undefined : () => pause(headBytePauseMs),
    throttle: throttleOf(manner, pause),
    onSent,
  };
  return sendAnswer(socket, outgoingOf(answer, how.headOnly, manner), pace);
}

/** A refusal always goes out in one write: clients read it with a single read (platform-apis 1.3). */
function pauseAfterHeadMs({ body }: Answer, bareLf: boolean, limits: ServerLimits): number {
  if (body.kind === 'bytes') return 0;
  return bareLf ? Math.max(limits.pauseAfterBareLfHeadMs, limits.pauseAfterHeadMs) : limits.pauseAfterHeadMs;
}

/** About four pieces a second, each at least what a slow radio link carries in one frame. */
function throttleOf({ bytesPerSecond }: Manner, pause: (ms: number) => Promise<void>): Pace['throttle'] {
  if (bytesPerSecond === undefined) return undefined;
  const pieceBytes = Math.min(65_536, Math.max(64, Math.floor(bytesPerSecond / 4)));
  return { pieceBytes, pause: () => pause((pieceBytes * 1000) / bytesPerSecond) };
}

/** HEAD is told the length and sent nothing (RFC 9110 9.3.2). */
function outgoingOf({ head, body, publication }: Answer, headOnly: boolean, manner: Manner): Outgoing {
  const headBytes = formatHead(head);
  if (headOnly) return { head: headBytes, bodyBytes: 0, read: () => new Uint8Array(0) };
  if (body.kind === 'bytes' || publication === undefined) {
    const bytes = body.kind === 'bytes' ? body.bytes : new Uint8Array(0);
    return { head: headBytes, bodyBytes: bytes.length, read: (start, end) => bytes.subarray(start, end) };
  }
  const { cutAfterBytes, flipByteAt } = manner;
  const flip = flipByteAt === undefined ? {} : { flipByteAt };
  const readFile = createReader(publication.bytes, { ...publication.faults, ...flip });
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
