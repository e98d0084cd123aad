import { concatBytes, latin1Bytes, latin1Text } from '../bytes.ts';
import type { TcpConnect, TcpEvents, TcpSocket } from '../http/tcp.ts';
import type { TimerGroup } from '../timers.ts';
import { createFtpDialogue, type FtpAction, type FtpFailure, type FtpRequest } from './ftpDialogue.ts';

/** `ftp://user:pw@host:port/path` (at-commands 3). */
export interface FtpUrl extends FtpRequest {
  readonly host: string;
  readonly port: number;
}

const shape = /^ftp:\/\/(?:([^:@/\s]+)(?::([^@/\s]*))?@)?([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(\/\S*)$/i;

export function parseFtpUrl(text: string): FtpUrl | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [, user = 'anonymous', password = '', host = '', port = '21', path = ''] = match;
  return { user, password, host, port: Number(port), path };
}

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

/** One file over two sockets, watched for silence. Returns cancel. */
export function fetchByFtp({ url, connect, timers, timeoutMs }: FtpOptions, events: FtpEvents): () => void {
  const dialogue = createFtpDialogue(url);
  const data = createDataEnd();
  const sockets: TcpSocket[] = [];
  let complete = false;
  let open = true;
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
  const finish = (): void => {
    if (data.hasEnded() && complete && close()) events.onDone(data.bytes());
  };
  const dial = (host: string, port: number, on: Pick<TcpEvents, 'onData' | 'onEnded'>): void => {
    const guarded: TcpEvents = {
      onConnected: watch,
      onData(bytes) {
        if (!open) return;
        watch();
        on.onData(bytes);
      },
      onEnded: on.onEnded,
      onFailed: () => fail('other'),
    };
    sockets.push(connect({ host, port }, guarded));
  };
  const act = (action: FtpAction): void => {
    if (!open) return;
    if (action.kind === 'send') sockets[0]?.write(latin1Bytes(`${action.line}\r\n`));
    else if (action.kind === 'fail') fail(action.failure);
    else if (action.kind === 'openData')
      dial(action.host, action.port, { onData: data.take, onEnded: () => finishData() });
    else {
      complete = true;
      finish();
    }
  };
  const finishData = (): void => {
    data.end();
    finish();
  };
  dial(url.host, url.port, {
    onData: (bytes) => dialogue.receive(latin1Text(bytes)).forEach(act),
    onEnded: () => (complete ? undefined : fail('other')),
  });
  watch();
  return () => void close();
}

/** The file as it comes in. */
function createDataEnd() {
  const pieces: Uint8Array[] = [];
  let ended = false;
  return {
    take: (bytes: Uint8Array): void => void pieces.push(bytes.slice()),
    end: (): void => {
      ended = true;
    },
    hasEnded: () => ended,
    bytes: () => concatBytes(pieces),
  };
}
