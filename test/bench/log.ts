/**
 * The log under load: 1 MiB/s through the system's serial stack and the WebSocket into Chromium with the list open
 * (`log stream [MINUTES]`), and a record of ten million lines scrolled and searched (`log lines [COUNT]`).
 */
import { spawnSync } from 'node:child_process';
import { benchLogLines } from './logLines.ts';
import { benchLogStream } from './logStream.ts';

export async function benchLog(): Promise<void> {
  const [part = 'both', amount] = process.argv.slice(3);
  const minutes = Number(part === 'stream' ? (amount ?? 10) : /^[\d.]+$/.test(part) ? part : 10);
  const lines = Number(part === 'lines' ? (amount ?? 10_000_000) : 10_000_000);
  const known = ['both', 'stream', 'lines'].includes(part) || /^[\d.]+$/.test(part);
  if (!known || !(minutes > 0) || !(lines >= 1000)) {
    console.error('usage: npm run bench -- log [MINUTES | stream [MINUTES] | lines [COUNT]]');
    process.exitCode = 2;
    return;
  }
  if (part !== 'lines') {
    if (spawnSync('socat', ['-V']).status === 0) await benchLogStream(minutes);
    else {
      console.error('SKIPPED: socat is not there; it makes the pseudo-terminal.');
      process.exitCode = 1;
    }
  }
  if (part !== 'stream') await benchLogLines(lines);
}
