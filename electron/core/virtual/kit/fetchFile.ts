import { concatBytes, latin1Bytes } from '../bytes.ts';
import { rawGet } from '../http/rawGet.ts';
import type { TcpConnect } from '../http/tcp.ts';
import { type HttpUrl, parseHttpUrl } from '../http/url.ts';
import type { Parts } from './parts.ts';

/** Why no file came. */
export type FetchFailure =
  /** The URL cannot be asked. */
  | 'url'
  /** Not registered or not attached. */
  | 'offline'
  /** The name has no address. */
  | 'name'
  /** Nobody listens there, or only for TLS, which a virtual module does not speak. */
  | 'connect'
  /** No answer in time. */
  | 'silent'
  /** It ended or fell silent half-way. */
  | 'broken'
  /** No HTTP, or a status that is no file. */
  | 'response';

export interface FetchEvents {
  /** Whole per cent of a body whose length is known, growing; 100 comes before `onDone`. */
  onPercent?(percent: number, receivedBytes: number, totalBytes: number): void;
  onDone(bytes: Uint8Array): void;
  onFailed(failure: FetchFailure, status: number): void;
}

export interface FetchOptions {
  readonly url: string;
  /** Longest wait for the first and for each further byte; the knobs when absent. */
  readonly timeoutMs?: number;
}

/** Fetches a file into memory as a module does: one GET, the time-outs of the knobs, the pace of its link. Returns cancel. */
export function fetchFile(parts: Parts, options: FetchOptions, events: FetchEvents): () => void {
  const knobs = parts.knobs.get();
  const url = parseHttpUrl(options.url);
  const early = url === null ? 'url' : !parts.radio.attached() ? 'offline' : url.secure ? 'connect' : null;
  if (url === null || early !== null) {
    return parts.realTimers.after(0, () => events.onFailed(early ?? 'url', 0));
  }
  const body = createBody(events);
  const peer = watchPeer(parts.connect);
  let status = 0;
  return rawGet(
    {
      connect: peer.connect,
      host: url.host,
      port: url.port,
      request: requestFor(url),
      timers: parts.realTimers,
      connectTimeoutMs: options.timeoutMs ?? knobs.connectTimeoutMs,
      firstByteTimeoutMs: options.timeoutMs ?? knobs.firstByteTimeoutMs,
      idleTimeoutMs: options.timeoutMs ?? knobs.idleTimeoutMs,
      bytesPerSecond: knobs.linkBytesPerSecond,
    },
    {
      onRequestSent: () => {
        parts.counters.httpRequests += 1;
      },
      onHead(head, lengthBytes) {
        status = head.status;
        body.expect(lengthBytes);
      },
      onBody(bytes) {
        parts.counters.httpBodyBytes += bytes.length;
        if (isFile(status)) body.take(bytes);
      },
      onDone() {
        if (isFile(status)) events.onDone(body.bytes());
        else events.onFailed('response', status);
      },
      onFailed(failure) {
        if (failure === 'connect') events.onFailed(peer.reason(), 0);
        else events.onFailed(failure === 'bad' ? 'response' : failure, status);
      },
    },
  );
}

const isFile = (status: number): boolean => status === 200 || status === 206;

function requestFor({ host, port, target }: HttpUrl): Uint8Array {
  const name = port === 80 ? host : `${host}:${port}`;
  return latin1Bytes([`GET ${target} HTTP/1.1`, `Host: ${name}`, 'Connection: close', '', ''].join('\r\n'));
}

/** Tells a name without an address, a refused connection and a silent one apart. */
function watchPeer(connect: TcpConnect) {
  let reason: FetchFailure = 'silent';
  const watched: TcpConnect = (address, events) =>
    connect(address, {
      ...events,
      onFailed(cause) {
        reason = cause === 'name' ? 'name' : 'connect';
        events.onFailed(cause);
      },
    });
  return { connect: watched, reason: () => reason };
}

/** Keeps this computer's memory from a server that never stops; far above any firmware. */
const largestBodyBytes = 64 * 1024 * 1024;

/** The body in memory; whether it fits the module is for whoever takes it. */
function createBody(events: FetchEvents) {
  const pieces: Uint8Array[] = [];
  let received = 0;
  let total: number | null = null;
  let said = -1;
  return {
    expect: (lengthBytes: number | null) => {
      total = lengthBytes;
    },
    take(bytes: Uint8Array): void {
      received += bytes.length;
      if (received <= largestBodyBytes) pieces.push(bytes.slice());
      const percent = total ? Math.floor((100 * received) / total) : said;
      if (percent <= said || total === null) return;
      said = percent;
      events.onPercent?.(percent, received, total);
    },
    bytes: () => concatBytes(pieces),
  };
}
