import type { Socket } from 'node:net';
import type { Clock } from '../../../../shared/domain/clock.ts';

/**
 * How a connection ended.
 * - `peerClosed`: the peer closed its side and nothing contradicted; with everything flushed, the only good end
 * - `reset`: the peer or the network broke it
 * - `stalled`: the system took no more bytes for the stall timeout; we reset it
 * - `unconfirmed`: everything was flushed but the peer never closed; we reset it
 * - `stopped`, `unpublished`: cut because the server was stopped or the publication withdrawn
 * - `fault`: a fault knob cut it
 */
export type Ending = 'peerClosed' | 'reset' | 'stalled' | 'unconfirmed' | 'stopped' | 'unpublished' | 'fault';

/** A socket with the manners of this server; all it adds to node:net is an honest account of what became of the bytes. */
export interface DeviceSocket {
  /**
   * True when the system took all the bytes: at once, as it mostly does, or later. False when the connection ended first or
   * nothing moved for `stallMs` (then it is cut). One write at a time; the bytes must not change until it is settled.
   */
  write(bytes: Uint8Array, stallMs: number): true | Promise<boolean>;
  /** Closes our side and waits for the peer's; after `lingerMs` the connection is cut as `unconfirmed`. */
  finish(lingerMs: number): Promise<Ending>;
  /** Ends it now. A reset, so that no client takes a short body for a whole one; for `fault` an ordinary close. */
  cut(why: Ending): void;
  /** Bytes of the peer until the next call; without a listener they are read and thrown away, so that closing does not reset. */
  onData(listener: ((bytes: Uint8Array) => void) | undefined): void;
  /** Calls back once, when the peer closes its sending side or the connection ends. */
  onInputEnded(listener: () => void): void;
  /** Resolves when the socket is closed; never rejects. */
  readonly ended: Promise<Ending>;
}

export function createDeviceSocket(socket: Socket, clock: Clock): DeviceSocket {
  let dataListener: ((bytes: Uint8Array) => void) | undefined;
  let settleWrite: ((taken: boolean) => void) | undefined;
  let writesBegun = 0;
  let writesTaken = 0;
  let cutWhy: Ending | undefined;
  let broken = false;

  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    if (typeof bytes !== 'string') dataListener?.(bytes);
  });
  socket.on('error', () => {
    broken = true;
  });
  const ended = new Promise<Ending>((resolve) => {
    socket.once('close', () => {
      resolve(cutWhy ?? (broken ? 'reset' : 'peerClosed'));
      settleWrite?.(false);
    });
  });

  function cut(why: Ending): void {
    if (socket.destroyed) return;
    cutWhy ??= why;
    if (why === 'fault') socket.destroy();
    else socket.resetAndDestroy();
  }

  /** Comes for every write, for one that was taken at once too, though a little later: only the last one settles. */
  function afterWrite(error?: Error | null): void {
    writesTaken++;
    if (error !== null && error !== undefined) settleWrite?.(false);
    else if (writesTaken === writesBegun) settleWrite?.(true);
  }

  function write(bytes: Uint8Array, stallMs: number): true | Promise<boolean> {
    if (socket.destroyed) return Promise.resolve(false);
    writesBegun++;
    socket.write(bytes, afterWrite);
    // A promise and a timer for each piece would cost as much as its copy into the system.
    if (socket.writableLength === 0 && socket.errored === null) return true;
    return new Promise((resolve) => {
      const stopTimer = clock.after(stallMs, () => cut('stalled'));
      settleWrite = (taken) => {
        settleWrite = undefined;
        stopTimer();
        resolve(taken);
      };
    });
  }

  async function finish(lingerMs: number): Promise<Ending> {
    const stopTimer = clock.after(lingerMs, () => cut('unconfirmed'));
    if (!socket.destroyed) socket.end();
    const ending = await ended;
    stopTimer();
    return ending;
  }

  return {
    write,
    finish,
    cut,
    ended,
    onData(listener) {
      dataListener = listener;
    },
    onInputEnded(listener) {
      let called = false;
      const once = (): void => {
        if (!called) listener();
        called = true;
      };
      socket.once('end', once);
      void ended.then(once);
    },
  };
}
