import type { TimerGroup } from '../timers.ts';
import { createPace } from './pace.ts';
import { createResponseReader, type ResponseEvents } from './responseReader.ts';
import type { TcpConnect, TcpSocket } from './tcp.ts';

export interface RawGetOptions {
  readonly connect: TcpConnect;
  readonly host: string;
  readonly port: number;
  /** The whole request as it goes on the wire. */
  readonly request: Uint8Array;
  /** Real time, not speeded up. */
  readonly timers: TimerGroup;
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** 0 = unlimited. */
  readonly bytesPerSecond: number;
}

/** `connect`: nobody there; `silent`: no byte came; `broken`: ended early or went idle; `bad`: not HTTP. */
export type RawGetFailure = 'connect' | 'silent' | 'broken' | 'bad';

export interface RawGetEvents extends ResponseEvents {
  onRequestSent(): void;
  /** The body is complete: by its length, or by the end of the connection when no length was given. */
  onDone(): void;
  onFailed(failure: RawGetFailure): void;
}

/** One GET over a raw socket: the request is sent as given, the answer's body handed on as it comes. Returns cancel. */
export function rawGet(options: RawGetOptions, events: RawGetEvents): () => void {
  const reader = createResponseReader(events);
  const line = createLine(options);
  const conclude = (result: 'more' | 'done' | 'bad' | 'broken' | 'silent'): void => {
    if (result === 'more' || !line.close()) return;
    if (result === 'done') events.onDone();
    else events.onFailed(result);
  };
  const fail = (failure: RawGetFailure) => (): void => {
    if (line.close()) events.onFailed(failure);
  };
  const pace = createPace(
    options.timers,
    options.bytesPerSecond,
    (bytes) => {
      if (line.isOpen()) conclude(reader.push(bytes));
      return line.isOpen();
    },
    () => {
      if (line.hasEnded()) return conclude(reader.end());
      line.watch(options.idleTimeoutMs, fail('broken'));
      line.resume();
    },
  );
  line.watch(options.connectTimeoutMs, fail('connect'));
  line.open({
    onConnected() {
      line.watch(options.firstByteTimeoutMs, fail('silent'));
      line.write(options.request);
      events.onRequestSent();
    },
    onData(bytes) {
      line.pause();
      pace.push(bytes);
    },
    onEnded() {
      if (!pace.isBusy()) conclude(reader.end());
    },
    onRefused: fail('connect'),
  });
  return () => void line.close();
}

interface LineEvents {
  onConnected(): void;
  onData(bytes: Uint8Array): void;
  onEnded(): void;
  onRefused(): void;
}

/** One socket with its watchdog; after `close` nothing of it is heard any more. */
function createLine(options: Pick<RawGetOptions, 'connect' | 'host' | 'port' | 'timers'>) {
  let socket: TcpSocket | null = null;
  let state: 'opening' | 'connected' | 'ended' | 'closed' = 'opening';
  let stopWatching = (): void => {};
  const isOpen = (): boolean => state !== 'closed';
  return {
    isOpen,
    hasEnded: () => state === 'ended',
    write: (bytes: Uint8Array) => socket?.write(bytes),
    resume: () => socket?.resume(),
    /** The peer feels a slow link, and the watchdog rests while the module itself is the slow one. */
    pause() {
      stopWatching();
      socket?.pause();
    },
    watch(delayMs: number, onTimeout: () => void) {
      stopWatching();
      stopWatching = options.timers.after(delayMs, onTimeout);
    },
    /** False when it was closed before. */
    close(): boolean {
      if (!isOpen()) return false;
      state = 'closed';
      stopWatching();
      socket?.destroy();
      return true;
    },
    open(events: LineEvents) {
      const ended = (): void => {
        if (!isOpen()) return;
        if (state === 'opening') {
          events.onRefused();
          return;
        }
        state = 'ended';
        events.onEnded();
      };
      socket = options.connect(
        { host: options.host, port: options.port },
        {
          onConnected() {
            if (!isOpen()) return;
            state = 'connected';
            events.onConnected();
          },
          onData: (bytes) => (isOpen() ? events.onData(bytes) : undefined),
          onEnded: ended,
          onFailed: ended,
        },
      );
    },
  };
}
