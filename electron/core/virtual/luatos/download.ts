import { concatBytes, latin1Text } from '../bytes.ts';
import { rawGet } from '../http/rawGet.ts';
import type { TcpConnect } from '../http/tcp.ts';
import { parseHttpUrl } from '../http/url.ts';
import type { TimerGroup } from '../timers.ts';
import type { LuatosKnobs } from './knobs.ts';
import { requestBytes } from './request.ts';

/** Numbers of LuatOS's HTTP client that are no status. */
export const httpErrors = { connect: -4, closed: -5, timeout: -8, fota: -9 } as const;

export interface DownloadOptions {
  readonly url: string;
  readonly knobs: LuatosKnobs;
  readonly connect: TcpConnect;
  /** Real time. */
  readonly timers: TimerGroup;
}

export interface DownloadEvents {
  onRequestSent(): void;
  onBodyBytes(count: number): void;
  onPercent(percent: number): void;
  /** A status of 200 or 206 and the whole body. */
  onDone(status: number, body: Uint8Array): void;
  /** A status that is no file, or one of `httpErrors`. */
  onFailed(code: number, body: string): void;
}

const isFile = (status: number): boolean => status === 200 || status === 206;

/** One request of the update library, with the repeats of its age. Returns cancel. */
export function startDownload(options: DownloadOptions, events: DownloadEvents): () => void {
  const { knobs } = options;
  const url = parseHttpUrl(options.url);
  if (url === null || url.secure)
    return options.timers.after(0, () => events.onFailed(httpErrors.connect, ''));
  const pieces: Uint8Array[] = [];
  let received = 0;
  let retriesLeft = knobs.rangeRetries;
  let cancel = (): void => {};

  const refuse = (status: number, body: string): void => {
    if (knobs.refusalForm === 'status') events.onFailed(status, body);
    else events.onFailed(httpErrors.fota, knobs.refusalForm === 'minus9Body' ? body : '');
  };
  const ask = (): void => {
    const from = received;
    let status = 0;
    let total: number | null = null;
    const refusal: Uint8Array[] = [];
    cancel = rawGet(
      {
        ...options,
        host: url.host,
        port: url.port,
        request: requestBytes(url, from, knobs),
        connectTimeoutMs: knobs.connectTimeoutMs,
        firstByteTimeoutMs: knobs.firstByteTimeoutMs,
        idleTimeoutMs: knobs.idleTimeoutMs,
        bytesPerSecond: knobs.linkBytesPerSecond,
      },
      {
        onRequestSent: events.onRequestSent,
        onHead(head, lengthBytes) {
          status = head.status;
          total = lengthBytes === null ? null : from + lengthBytes;
        },
        onBody(bytes) {
          events.onBodyBytes(bytes.length);
          if (!isFile(status)) {
            refusal.push(bytes.slice());
            return;
          }
          // Appended whatever the status: old cores do not look whether a Range was honoured.
          pieces.push(bytes.slice());
          received += bytes.length;
          if (total) events.onPercent(Math.floor((100 * received) / total));
        },
        onDone() {
          if (isFile(status)) events.onDone(status, concatBytes(pieces));
          else refuse(status, latin1Text(concatBytes(refusal)));
        },
        onFailed(failure) {
          if (failure === 'broken' && isFile(status) && retriesLeft > 0) {
            retriesLeft -= 1;
            ask();
          } else if (failure === 'broken') events.onFailed(httpErrors.closed, '');
          else if (failure === 'silent') events.onFailed(httpErrors.timeout, '');
          else events.onFailed(failure === 'connect' ? httpErrors.connect : httpErrors.fota, '');
        },
      },
    );
  };
  ask();
  return () => cancel();
}
