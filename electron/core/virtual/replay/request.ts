import { latin1Bytes, latin1Text } from '../bytes.ts';
import type { TcpConnect } from '../http/tcp.ts';
import type { ReplayStep } from './steps.ts';

type Asking = Extract<ReplayStep, { kind: 'asks' }>;

export interface ReplayedRequest {
  /** Body bytes that came. */
  readonly received: () => number;
  stop(): void;
}

/**
 * The request of the recording, sent to where the host says the package lies now; it hangs up where the module did. `onEnded`
 * is called once, whatever happens.
 * @param url the last address that the host named; null when it named none
 */
export function replayRequest(
  connect: TcpConnect,
  step: Asking,
  url: string | null,
  onEnded: () => void,
): ReplayedRequest {
  const place = url === null ? null : /^http:\/\/([^/:]+)(?::(\d+))?(\/\S*)?$/.exec(url);
  let body = 0;
  let head = '';
  let total: number | null = null;
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    socket?.destroy();
    onEnded();
  };
  const count = (bytes: number): void => {
    body += bytes;
    if (step.hangUpAfter !== undefined && body >= step.hangUpAfter) end();
    else if (total !== null && body >= total) end();
  };
  const socket =
    place === null
      ? null
      : connect(
          { host: place[1] ?? '', port: Number(place[2] ?? 80) },
          {
            onConnected: () => socket?.write(latin1Bytes(requestText(step, place))),
            onData(bytes) {
              if (total !== null) return count(bytes.length);
              head += latin1Text(bytes);
              const at = head.indexOf('\r\n\r\n');
              if (at < 0) return;
              total = Number(/\r\ncontent-length:\s*(\d+)/i.exec(head)?.[1] ?? Number.POSITIVE_INFINITY);
              count(head.length - at - 4);
            },
            onEnded: end,
            onFailed: end,
          },
        );
  if (socket === null) queueMicrotask(end);
  return { received: () => body, stop: () => socket?.destroy() };
}

/** As it was, but for where it goes. */
function requestText({ method, target, head }: Asking, place: RegExpExecArray): string {
  const [, host = '', port, path = '/'] = place;
  const query = target.includes('?') && !path.includes('?') ? target.slice(target.indexOf('?')) : '';
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line !== '' && !/^[A-Z]+ \S+ HTTP\//.test(line))
    .map((line) => (/^host:/i.test(line) ? `Host: ${host}${port === undefined ? '' : `:${port}`}` : line));
  return `${[`${method} ${path}${query} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`;
}
