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

/** No byte lost, no command unanswered. */
function isComplete({ sent, held, unanswered }: FloodResult): boolean {
  const same = sent.sha256 === held.sha256 && sent.bytes === held.bytes && sent.lines === held.lines;
  return same && unanswered === 0;
}

function isGood(result: FloodResult): boolean {
  return isComplete(result) && result.commands.every(({ tookMs }) => tookMs <= limitMs);
}

/**
 * PASS and FAIL are what a person at the window saw. Where that is FAIL, the second word says whether Airdock could have been in
 * time: what its thread did not work, it waited for a processor, the line or the far end.
 */
function verdictOf(result: FloodResult): string {
  if (isGood(result)) return `PASS: no byte lost, every command within ${limitMs} ms`;
  if (!isComplete(result)) return 'FAIL: bytes or answers are missing';
  const late = result.commands.filter(({ tookMs }) => tookMs > limitMs);
  const worked = Math.max(...late.map(({ workedMs }) => workedMs)).toFixed(1);
  const counted = `FAIL: ${late.length} of ${result.commands.length} commands later than ${limitMs} ms`;
  const own = late.filter(({ workedMs }) => workedMs > limitMs).length;
  return own > 0
    ? `${counted}; in ${own} of them Airdock itself worked for longer than that, up to ${worked} ms`
    : `${counted}; Airdock itself worked ${worked} ms at most in any of them and waited for the machine else: run it again on a quiet one`;
}

function quantiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
}

function report(result: FloodResult): string[] {
  const { sent, held, commands, unanswered, seconds } = result;
  const mib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  const same = sent.sha256 === held.sha256;
  return [
    `sent      ${sent.bytes} bytes, ${sent.lines} lines, ${mib(sent.bytes / seconds)} MiB/s, sha256 ${sent.sha256.slice(0, 16)}…`,
    `journal   ${held.bytes} bytes, ${held.lines} lines, sha256 ${held.sha256.slice(0, 16)}…: ${same ? 'the same' : 'DIFFERENT'}`,
    `commands  ${commands.length} answered, ${unanswered} not: ${quantiles(commands.map(({ tookMs }) => tookMs))}`,
    `          of that Airdock's own work: ${quantiles(commands.map(({ workedMs }) => workedMs))}`,
    `machine   an idle process beside it was up to ${result.machineLagMs.toFixed(1)} ms late`,
    `window    ${result.shownLines} lines shown, ${result.leftOut} left to be paged in`,
    `core      longest stretch without the event loop ${result.longestLagMs.toFixed(1)} ms, peak ${result.peakMiB} MiB, ${mib(result.journalBytes)} MiB of journal`,
    verdictOf(result),
  ];
}
