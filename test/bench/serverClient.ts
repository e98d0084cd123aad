/**
 * Load client, in a process of its own. For each line `PORT PATH COUNT BYTES` on its input so many modules connect at once, and each
 * downloads once, in reads of 1 to 16 KiB; then one line of JSON says what came. It lives through the whole bench, so that neither
 * its start nor its code's first steps are counted as work for a download.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly bytes: number;
  readonly errors: number;
  readonly firstByteMs: number[];
}

const endOfHead = Buffer.from('\r\n\r\n');
/** Room for a read: each module takes these in turn. Nobody keeps what is in them, so all modules share them. */
const rooms = Array.from({ length: 16 }, (_, index) => Buffer.alloc(1024 * (index + 1)));
const roomAt = (index: number): Buffer => rooms[index % rooms.length] ?? Buffer.alloc(1024);

function download(port: number, request: string, wanted: number, index: number): Promise<[number, number]> {
  return new Promise((resolve) => {
    let room = index;
    const startMs = performance.now();
    let firstByteMs = Number.NaN;
    let due = wanted;
    const callback = (size: number, bytes: Uint8Array): boolean => {
      if (Number.isNaN(firstByteMs)) {
        firstByteMs = performance.now() - startMs;
        // The head is below 512 bytes and comes whole over loopback.
        due += Buffer.from(bytes.buffer, 0, size).indexOf(endOfHead) + endOfHead.length;
      }
      due -= size;
      return true;
    };
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer: () => roomAt(room++), callback } });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve([firstByteMs, due]));
    socket.write(request);
  });
}

async function round(port: number, path: string, count: number, wanted: number): Promise<Round> {
  const request = `GET ${path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n`;
  const before = process.cpuUsage();
  const startMs = performance.now();
  const all = await Promise.all(
    Array.from({ length: count }, (_, index) => download(port, request, wanted, index)),
  );
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(before);
  const due = all.reduce((sum, [, bytes]) => sum + bytes, 0);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    bytes: count * wanted - due,
    errors: all.filter(([, bytes]) => bytes !== 0).length,
    firstByteMs: all.map(([ms]) => ms),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const [port = '', path = '', count = '', bytes = ''] = line.split(' ');
  console.log(JSON.stringify(await round(Number(port), path, Number(count), Number(bytes))));
}
