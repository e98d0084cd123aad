/**
 * The load client, in a process of its own: `PORT PATH COUNT BYTES`. So many modules connect at once; each downloads once, in reads
 * of 1 to 16 KiB. Does so twice and prints one line of JSON about the second time.
 */
import { connect } from 'node:net';

const [port = 0, , count = 0, wanted = 0] = process.argv.slice(2).map(Number);
const path = process.argv[3] ?? '/';

interface Download {
  readonly firstByteMs: number;
  readonly bytes: number;
}

/** Resolves with what came; a download that breaks or is not whole has fewer bytes. */
function download(index: number): Promise<Download> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    let firstByteMs = Number.NaN;
    let headBytes = 0;
    let bytes = 0;
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: Buffer.allocUnsafe(1024 * (1 + (index % 16))),
        callback(size, buffer) {
          if (bytes === 0) {
            firstByteMs = performance.now() - startMs;
            // The head is below 512 bytes and comes whole over loopback.
            headBytes = Buffer.from(buffer.buffer, buffer.byteOffset, size).indexOf('\r\n\r\n') + 4;
          }
          bytes += size;
          return true;
        },
      },
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ firstByteMs, bytes: bytes - headBytes }));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n`);
  });
}

const everybody = (): Promise<Download[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => download(index)));

// The first round warms the code of the client, which would count as the client's slowness otherwise.
await everybody();
const cpuBefore = process.cpuUsage();
const startMs = performance.now();
const downloads = await everybody();
const seconds = (performance.now() - startMs) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (user + system) / 1e6,
    bytes: downloads.reduce((sum, { bytes }) => sum + bytes, 0),
    errors: downloads.filter(({ bytes }) => bytes !== wanted).length,
    firstByteMs: downloads.map(({ firstByteMs }) => firstByteMs),
  }),
);
