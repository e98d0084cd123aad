import { concatBytes, latin1Bytes, latin1Text } from '../bytes.ts';
import type { TcpConnect, TcpSocket } from '../http/tcp.ts';
import type { TimerGroup } from '../timers.ts';

/** `ftp://user:pw@host:port/path` (at-commands 3). */
export interface FtpUrl {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const shape = /^ftp:\/\/(?:([^:@/\s]+)(?::([^@/\s]*))?@)?([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(\/\S*)$/i;

export function parseFtpUrl(text: string): FtpUrl | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [, user = 'anonymous', password = '', host = '', port = '21', path = ''] = match;
  return { user, password, host, port: Number(port), path };
}

/** `login`: refused; `file`: not there; `timeout`: silence; `other`: everything else. */
export type FtpFailure = 'login' | 'file' | 'timeout' | 'other';

export interface FtpOptions {
  readonly url: FtpUrl;
  readonly connect: TcpConnect;
  /** Real time. */
  readonly timers: TimerGroup;
  /** Longest silence. */
  readonly timeoutMs: number;
}

export interface FtpEvents {
  onDone(bytes: Uint8Array): void;
  onFailed(failure: FtpFailure): void;
}

/** One file in passive mode (RFC 959): USER, PASS, TYPE I, PASV, RETR. Returns cancel. */
export function fetchByFtp(options: FtpOptions, events: FtpEvents): () => void {
  const { url, connect, timers, timeoutMs } = options;
  const sockets: TcpSocket[] = [];
  const pieces: Uint8Array[] = [];
  let step: keyof typeof steps = 'greeting';
  let line = '';
  let open = true;
  let dataEnded = false;
  let complete = false;
  let stopWatching = (): void => {};

  const close = (): boolean => {
    if (!open) return false;
    open = false;
    stopWatching();
    for (const socket of sockets) socket.destroy();
    return true;
  };
  const fail = (failure: FtpFailure): void => {
    if (close()) events.onFailed(failure);
  };
  const watch = (): void => {
    stopWatching();
    stopWatching = timers.after(timeoutMs, () => fail('timeout'));
  };
  const say = (command: string, next: keyof typeof steps): void => {
    step = next;
    sockets[0]?.write(latin1Bytes(`${command}\r\n`));
  };
  const finish = (): void => {
    if (dataEnded && complete && close()) events.onDone(concatBytes(pieces));
  };
  const openData = (answer: string): void => {
    const numbers = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(answer)?.slice(1).map(Number);
    if (numbers === undefined) {
      fail('other');
      return;
    }
    const [a, b, c, d, high = 0, low = 0] = numbers;
    sockets.push(
      connect(
        { host: `${a}.${b}.${c}.${d}`, port: high * 256 + low },
        {
          onConnected: () => {},
          onData(bytes) {
            watch();
            pieces.push(bytes.slice());
          },
          onEnded() {
            dataEnded = true;
            finish();
          },
          onFailed: () => fail('other'),
        },
      ),
    );
    say(`RETR ${url.path}`, 'retrieve');
  };
  /** What each answer leads to; null is a failure of that kind. */
  const steps = {
    greeting: (code: string) => (code === '220' ? say(`USER ${url.user}`, 'user') : fail('other')),
    user(code: string) {
      if (code === '331') say(`PASS ${url.password}`, 'password');
      else if (code === '230') say('TYPE I', 'type');
      else fail('login');
    },
    password: (code: string) => (code === '230' ? say('TYPE I', 'type') : fail('login')),
    type: (code: string) => (code === '200' ? say('PASV', 'passive') : fail('other')),
    passive: (code: string, answer: string) => (code === '227' ? openData(answer) : fail('other')),
    retrieve(code: string) {
      if (code === '226') {
        complete = true;
        finish();
      } else if (code !== '150' && code !== '125') fail(code === '550' ? 'file' : 'other');
    },
  };
  const control = connect(
    { host: url.host, port: url.port },
    {
      onConnected: watch,
      onData(bytes) {
        watch();
        line += latin1Text(bytes);
        for (let end = line.indexOf('\n'); end >= 0 && open; end = line.indexOf('\n')) {
          const answer = line.slice(0, end).trim();
          line = line.slice(end + 1);
          // `220-` begins an answer of several lines; only the last one counts.
          if (/^\d{3} /.test(answer)) steps[step](answer.slice(0, 3), answer.slice(4));
        }
      },
      onEnded: () => (complete ? undefined : fail('other')),
      onFailed: () => fail('other'),
    },
  );
  sockets.push(control);
  watch();
  return () => void close();
}
