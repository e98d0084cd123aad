/**
 * 1 MB/s of log lines into an open terminal: nothing may be lost, and commands must be answered meanwhile. Five minutes, or the
 * seconds named behind the bench's name or by AIRDOCK_BENCH_SECONDS.
 */
import { spawnSync } from 'node:child_process';
import { type FloodResult, floodSerial } from './serialFlood.ts';

const bytesPerSecond = 1024 * 1024;
const limitMs = 100;

export async function benchSerial(): Promise<void> {
  const seconds = Number(process.argv[3] ?? process.env['AIRDOCK_BENCH_SECONDS'] ?? 300);
  if (!(seconds >= 1)) {
    console.error('usage: npm run bench -- serial [SECONDS]');
    process.exitCode = 2;
    return;
  }
  if (spawnSync('socat', ['-V']).status !== 0) {
    console.error('SKIPPED: socat is not there; it makes the pseudo-terminal.');
    process.exitCode = 1;
    return;
  }
  console.log(
    `${seconds} s of log lines at 1 MiB/s through a pseudo-terminal and serialport, AT+CSQ every 100 ms`,
  );
  let toldMs = 0;
  const result = await floodSerial({
    ...{ seconds, bytesPerSecond, maxBytes: null, commandEveryMs: 100 },
    onProgress(heldBytes, elapsedMs) {
      if (elapsedMs - toldMs < 30_000) return;
      toldMs = elapsedMs;
      console.log(`  ${Math.round(elapsedMs / 1000)} s: ${(heldBytes / 1024 / 1024).toFixed(1)} MiB held`);
    },
  });
  for (const line of report(result)) console.log(line);
  if (!isGood(result)) process.exitCode = 1;
}

function isGood({ sent, held, tookMs, unanswered }: FloodResult): boolean {
  const complete = sent.sha256 === held.sha256 && sent.bytes === held.bytes && sent.lines === held.lines;
  return complete && unanswered === 0 && Math.max(...tookMs) <= limitMs;
}

function verdictOf(result: FloodResult): string {
  if (isGood(result)) return 'good';
  const { sent, held, unanswered, machineLagMs } = result;
  const complete = sent.sha256 === held.sha256 && unanswered === 0;
  return complete && machineLagMs > limitMs / 2
    ? 'NOT GOOD, but the machine itself was late: run it again on a quiet one'
    : 'NOT GOOD';
}

function report(result: FloodResult): string[] {
  const { sent, held, tookMs, unanswered, seconds } = result;
  const sorted = [...tookMs].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  const same = sent.sha256 === held.sha256;
  return [
    `sent      ${sent.bytes} bytes, ${sent.lines} lines, ${mib(sent.bytes / seconds)} MiB/s, sha256 ${sent.sha256.slice(0, 16)}…`,
    `journal   ${held.bytes} bytes, ${held.lines} lines, sha256 ${held.sha256.slice(0, 16)}…: ${same ? 'the same' : 'DIFFERENT'}`,
    `commands  ${tookMs.length} answered, ${unanswered} not, ${tookMs.filter((ms) => ms > limitMs).length} later than ${limitMs} ms: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`,
    `machine   an idle process beside it was up to ${result.machineLagMs.toFixed(1)} ms late`,
    `window    ${result.shownLines} lines shown, ${result.leftOut} left to be paged in`,
    `core      longest stretch without the event loop ${result.longestLagMs.toFixed(1)} ms, peak ${result.peakMiB} MiB, ${mib(result.journalBytes)} MiB of journal`,
    verdictOf(result),
  ];
}
