import { connect } from 'node:net';

/** Long enough for a busy machine; only an answer that never ends takes that long. */
const patienceMs = 20_000;

export interface Listening {
  /** Goes away without a word when so many bytes of the answer came, as a module does that loses its network. */
  readonly stopAfter?: number;
}

/** Sends one request over a socket of its own and returns every byte that came back, one character per byte. */
export function exchange(port: number, request: string, { stopAfter }: Listening = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const pieces: Buffer[] = [];
    let total = 0;
    const heard = (): string => Buffer.concat(pieces).toString('latin1');
    socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no end after ${heard().slice(0, 300)}`)));
    socket.once('connect', () => socket.write(Buffer.from(request, 'latin1')));
    socket.on('data', (bytes) => {
      pieces.push(bytes);
      total += bytes.length;
      if (stopAfter === undefined || total < stopAfter) return;
      socket.resetAndDestroy();
      resolve(heard().slice(0, stopAfter));
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(heard()));
  });
}

/** Text as it stands in a request: UTF-8, one character per byte. */
export function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A request of these lines with CRLF. */
export function lines(...text: readonly string[]): string {
  return `${text.join('\r\n')}\r\n\r\n`;
}
