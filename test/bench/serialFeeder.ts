/**
 * The far end of a serial line in a process of its own: log lines at a given rate, and an answer to every command in between. Told
 * what to do over the process's channel by serialFlood.ts.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

export interface FeederOrder {
  readonly seconds: number;
  /** Null: as fast as the line takes it. */
  readonly bytesPerSecond: number | null;
  /** Ends earlier when this much was sent; null for no limit. */
  readonly maxBytes: number | null;
}

/** What went out on the wire, answers and echoes included. */
export interface FeederReport {
  readonly bytes: number;
  readonly lines: number;
  readonly sha256: string;
  readonly answered: number;
}

const stepMs = 4;
const chunkBytes = 16 * 1024;
const socketPath = process.argv[2] ?? '';
const hash = createHash('sha256');
let bytes = 0;
let lines = 0;
let answered = 0;

const words = [
  'poweron reason 0',
  'mobile: cell info updated, rsrp -97 rsrq -11 snr 14',
  'socket 3 connected to 203.0.113.7:1883',
  'mqtt publish /up/866250060000017 {"t":24.1,"h":51}',
  '\u6a21\u5757\u5df2\u9644\u7740\u7f51\u7edc\uff0c\u7b49\u5f85\u4e0b\u53d1',
];

function logLine(index: number): Buffer {
  const head = `[${String(index).padStart(9, '0')}] I/app.${index % 7} `;
  const word = words[index % words.length] ?? '';
  const tail = 'x'.repeat((index * 37) % 60);
  const text = Buffer.from(`${head}${word} ${tail}`);
  // Some lines are GB18030, as older firmware writes them.
  const gb =
    index % 97 === 0 ? Buffer.from([0xd2, 0xd1, 0xca, 0xc7, 0xd7, 0xee, 0xd0, 0xc2]) : Buffer.alloc(0);
  return Buffer.concat([text, gb, Buffer.from('\r\n')]);
}

function send(socket: Socket, data: Buffer): boolean {
  hash.update(data);
  bytes += data.length;
  return socket.write(data);
}

function answer(socket: Socket): void {
  let typed = '';
  socket.on('data', (data) => {
    typed += String(data);
    for (let end = typed.indexOf('\r'); end >= 0; end = typed.indexOf('\r')) {
      const command = typed.slice(0, end);
      typed = typed.slice(end + 1);
      answered += 1;
      send(socket, Buffer.from(`${command}\r\r\n+CSQ: ${answered % 32},0\r\n\r\nOK\r\n`));
    }
  });
}

async function flood(socket: Socket, order: FeederOrder): Promise<void> {
  const startMs = performance.now();
  const endMs = startMs + order.seconds * 1000;
  while (performance.now() < endMs && bytes < (order.maxBytes ?? Number.POSITIVE_INFINITY)) {
    const dueBytes =
      order.bytesPerSecond === null
        ? bytes + chunkBytes
        : ((performance.now() - startMs) / 1000) * order.bytesPerSecond;
    const batch: Buffer[] = [];
    for (let size = 0; bytes + size < dueBytes && size < chunkBytes; ) {
      const line = logLine(lines++);
      batch.push(line);
      size += line.length;
    }
    if (batch.length > 0 && !send(socket, Buffer.concat(batch))) {
      await new Promise<void>((resolve) => void socket.once('drain', resolve));
    }
    if (bytes >= dueBytes) await new Promise((resolve) => setTimeout(resolve, stepMs));
    else await new Promise((resolve) => setImmediate(resolve));
  }
}

const server = createServer((socket) => {
  answer(socket);
  socket.on('error', () => process.exit(1));
  process.on('message', (order: FeederOrder) => {
    void flood(socket, order).then(() => process.send?.({ kind: 'flooded' }));
  });
  process.send?.({ kind: 'ready' });
});
// What is asked at the very end is answered after the flood: the report is made when it is asked for.
process.on('SIGUSR2', () => {
  const report: FeederReport = { bytes, lines, sha256: hash.copy().digest('hex'), answered };
  process.send?.({ kind: 'report', report });
});
server.listen(socketPath, () => process.send?.({ kind: 'listening' }));
process.on('disconnect', () => process.exit(0));
