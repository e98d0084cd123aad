import type { DeviceSocket, Ending } from './deviceSocket.ts';

/** One answer as bytes; `read` gives the body in pieces so that a socket never holds a copy of the file. */
export interface Outgoing {
  readonly head: Uint8Array;
  readonly bodyBytes: number;
  /** Offsets within the body, `end` exclusive. */
  read(start: number, end: number): Uint8Array;
  /** Fault: close after that many body bytes. */
  readonly cutAfterBytes?: number;
}

export interface Pace {
  readonly stallMs: number;
  readonly lingerMs: number;
  /** Pause between the head and its body, which then goes separately. */
  pauseAfterHead?: (() => Promise<void>) | undefined;
  /** Fault: a pause after every byte of the head. */
  pauseAfterHeadByte?: (() => Promise<void>) | undefined;
  /** Fault: so many bytes of the body at a time, and the pause after each piece. */
  throttle?: { readonly pieceBytes: number; pause(): Promise<void> } | undefined;
  /** The system took so many body bytes, all told. */
  onSent(sentBytes: number): void;
}

/** Heads and bodies up to this go out in one write: a client reads a refusal with a single read (platform-apis 1.3). */
const oneWriteBytes = 1024;
/**
 * So much is handed over at a time, and twice as much, up to the second number, after a piece that the system took at once. So
 * `sentBytes` is never more than a small piece below the truth on a link that makes it wait, where 64 KiB are half a minute of GPRS,
 * and a link that never does is not asked thousands of times.
 */
const pieceBytes = { first: 65_536, most: 262_144 };

/** Sends the answer, closes, waits for the peer. `sentBytes` are body bytes that the system took. */
export async function sendAnswer(
  socket: DeviceSocket,
  outgoing: Outgoing,
  pace: Pace,
): Promise<{ readonly sentBytes: number; readonly ending: Ending }> {
  const { head, bodyBytes } = outgoing;
  const { pauseAfterHead, pauseAfterHeadByte, throttle } = pace;
  const toSend = Math.min(bodyBytes, outgoing.cutAfterBytes ?? bodyBytes);
  const apart = pauseAfterHead !== undefined && toSend > 0;
  const slow = pauseAfterHeadByte !== undefined || throttle !== undefined;
  const together = head.length + toSend <= oneWriteBytes && !slow && !apart;
  let sentBytes = 0;

  /** Waits only where the system makes it wait: a fast peer has the whole file in one turn. */
  function send(bytes: Uint8Array, bodyPart: number): true | Promise<boolean> {
    const count = (): true => {
      sentBytes += bodyPart;
      if (bodyPart > 0) pace.onSent(sentBytes);
      return true;
    };
    const taken = socket.write(bytes, pace.stallMs);
    return taken === true ? count() : taken.then((all) => all && count());
  }

  async function sendHeadSlowly(pauseAfterByte: () => Promise<void>): Promise<boolean> {
    for (let at = 0; at < head.length; at++) {
      if (!(await send(head.subarray(at, at + 1), 0))) return false;
      await pauseAfterByte();
    }
    return true;
  }

  async function sendPieces(): Promise<boolean> {
    let sizeBytes = pieceBytes.first;
    while (sentBytes < toSend) {
      const end = Math.min(toSend, sentBytes + (throttle?.pieceBytes ?? sizeBytes));
      const sent = send(outgoing.read(sentBytes, end), end - sentBytes);
      if (sent !== true && !(await sent)) return false;
      sizeBytes = sent === true ? Math.min(sizeBytes * 2, pieceBytes.most) : pieceBytes.first;
      if (throttle !== undefined && sentBytes < toSend) await throttle.pause();
    }
    return true;
  }

  // A larger body starts in a write of its own: some loaders expect nothing but the head in their first read (platform-apis 5.3).
  const begun = together
    ? send(Buffer.concat([head, outgoing.read(0, toSend)]), toSend)
    : pauseAfterHeadByte === undefined
      ? send(head, 0)
      : sendHeadSlowly(pauseAfterHeadByte);
  let alive = begun === true || (await begun);
  if (alive && !together && pauseAfterHead !== undefined) await pauseAfterHead();
  if (alive && sentBytes < toSend) alive = await sendPieces();
  if (alive && toSend < bodyBytes) socket.cut('fault');
  return {
    ending: alive && toSend === bodyBytes ? await socket.finish(pace.lingerMs) : await socket.ended,
    sentBytes,
  };
}
