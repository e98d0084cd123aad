/** 500 modules at once against our server and Debian's nginx in the same run, then decisions on a ledger of 100,000 modules. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { startNginx } from './nginx.ts';
import { benchDecisions } from './serverDecisions.ts';

const modules = 500;
const fileBytes = 400_000;
const rounds = 7;
const wantedRatio = 0.6;
const memoryLimitMib = 250;

const roundSchema = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  bytes: z.number(),
  errors: z.number(),
  firstByteMs: z.array(z.number().nullable()),
});
type Round = z.infer<typeof roundSchema>;

export async function benchServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'airdock-bench-server-'));
  const children: ChildProcess[] = [];
  try {
    const file = join(folder, 'pack.bin');
    writeFileSync(file, randomBytes(fileBytes));
    const own = await startOwn(file, folder);
    children.push(own.child);
    const restMib = peakMib(own.child.pid ?? 0);
    const nginx = await startNginx(folder);
    if (nginx !== null) children.push(nginx.child);
    console.log(
      `${modules} modules at once, ${fileBytes} bytes each, reads of 1 to 16 KiB, ${rounds} rounds after one to warm up`,
    );
    const ours: Round[] = [];
    const theirs: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      const mine = await load(own.port, own.path);
      const peer = nginx === null ? null : await load(nginx.port, '/pack.bin');
      if (round === 0) continue;
      ours.push(mine);
      if (peer !== null) theirs.push(peer);
    }
    console.log(`  memory of ours before the first request: ${restMib.toFixed(0)} MiB`);
    judge(ours, theirs, peakMib(own.child.pid ?? 0), nginx?.version ?? null);
    await benchDecisions();
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOwn(file: string, folder: string) {
  const script = join(import.meta.dirname, 'serverHost.ts');
  const child = spawn(process.execPath, [script, file, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await firstLine(child);
  return { child, ...z.object({ port: z.number(), path: z.string() }).parse(JSON.parse(line)) };
}

async function load(port: number, path: string): Promise<Round> {
  const script = join(import.meta.dirname, 'serverClient.ts');
  const words = [port, path, modules, fileBytes].map(String);
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  return roundSchema.parse(JSON.parse(await firstLine(child)));
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('a child without output');
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('a child ended without a word');
}

function judge(ours: readonly Round[], theirs: readonly Round[], peak: number, version: string | null): void {
  const own = median(ours.map(rateOf));
  const peer = median(theirs.map(rateOf));
  // What one second of the client's own CPU takes in: it could be that fast if it had never to wait for a server.
  const client = median(ours.map(({ bytes, cpuSeconds }) => mib(bytes) / cpuSeconds));
  const errors = ours.reduce((sum, round) => sum + round.errors, 0);
  const waits = ours
    .flatMap(({ firstByteMs }) => firstByteMs.map((ms) => ms ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => a - b);
  const at = (share: number): string =>
    (waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN).toFixed(1);
  console.log(
    `  ours   ${own.toFixed(0)} MiB/s, ${errors} errors, memory at most ${peak.toFixed(0)} MiB (limit ${memoryLimitMib})`,
  );
  console.log(`  first byte of ours: median ${at(0.5)} ms, 90 % ${at(0.9)}, 99 % ${at(0.99)}, last ${at(1)}`);
  console.log(
    `  client could take ${client.toFixed(0)} MiB/s by its own CPU time, ${(client / own).toFixed(2)} times what ours sent (wanted 2)`,
  );
  if (version === null) console.log('  nginx IS ABSENT: no ratio (apt-get install nginx-light)');
  else
    console.log(
      `  ${version}: ${peer.toFixed(0)} MiB/s; ours is ${(own / peer).toFixed(2)} of it (wanted ${wantedRatio})`,
    );
  const limited = client < 2 * own;
  const good = version !== null && own >= wantedRatio * peer && errors === 0 && peak < memoryLimitMib;
  if (limited) console.log('  client-limited: the ratio does not count');
  console.log(`  ${good && !limited ? 'good' : 'NOT GOOD'}`);
  if (!good || limited) process.exitCode = 1;
}

const mib = (bytes: number): number => bytes / 1024 / 1024;
const rateOf = ({ bytes, seconds }: Round): number => mib(bytes) / seconds;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The most memory that a process has had in RAM, as Linux counts it. */
function peakMib(pid: number): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return kib === undefined ? Number.NaN : Number(kib) / 1024;
}
