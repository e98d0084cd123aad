/** 500 modules at once against our server and Debian's nginx in the same run, then decisions on a ledger of 100,000 modules. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { bundleServerHost } from './bundle.ts';
import { startNginx } from './nginx.ts';
import { createScratch, type Scratch } from './scratch.ts';
import { benchDecisions } from './serverDecisions.ts';
import { type Round, startLoad } from './serverLoad.ts';
import { judgeGoal, median } from './verdicts.ts';

const modules = 500;
const fileBytes = 400_000;
const rounds = 15;
/** In which the code of both sides becomes fast. */
const warmUps = 4;
const wantedRatio = 0.6;
const memoryLimitMib = 250;

export async function benchServer(): Promise<void> {
  const scratch = createScratch('server');
  try {
    const file = join(scratch.folder, 'pack.bin');
    writeFileSync(file, randomBytes(fileBytes));
    const own = await startOwn(file, scratch);
    const restMib = peakMib(own.pid);
    const nginx = await startNginx(scratch);
    const load = startLoad(scratch, modules, fileBytes);
    console.log(`${modules} modules at once, ${fileBytes} bytes each, reads of 1 to 16 KiB`);
    console.log(`medians of ${rounds} rounds after ${warmUps} to warm up, ours and nginx in turn`);
    const ours: Round[] = [];
    const theirs: Round[] = [];
    for (let round = 0; round < warmUps + rounds; round++) {
      const mine = await load.round(own.port, own.path);
      const peer = nginx === null ? null : await load.round(nginx.port, '/pack.bin');
      if (round < warmUps) continue;
      ours.push(mine);
      if (peer !== null) theirs.push(peer);
    }
    judgeDownloads(ours);
    judgeThroughput(ours, theirs, nginx?.version ?? null);
    const peak = peakMib(own.pid);
    const words = `${peak.toFixed(0)} MiB at most, ${restMib.toFixed(0)} MiB before the first request`;
    judgeGoal(`memory of the built server below ${memoryLimitMib} MiB`, peak < memoryLimitMib, words);
  } finally {
    scratch.dispose();
  }
  await benchDecisions();
}

/** As in a release: bundled, in a process of its own, with its real journal on disk. */
async function startOwn(file: string, scratch: Scratch) {
  const script = await bundleServerHost(join(scratch.folder, 'built'));
  const child = scratch.spawn(process.execPath, [script, file, scratch.folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('a server without output');
  for await (const line of createInterface({ input: child.stdout })) {
    const said = z.object({ port: z.number(), path: z.string() }).parse(JSON.parse(line));
    return { ...said, pid: child.pid ?? 0 };
  }
  throw new Error('our server ended without a word');
}

function judgeDownloads(ours: readonly Round[]): void {
  const errors = ours.reduce((sum, round) => sum + round.errors, 0);
  judgeGoal('no error', errors === 0, `${errors} in ${ours.length * modules} downloads`);
  const waits = ours.flatMap(({ firstByteMs }) => firstByteMs).sort((a, b) => a - b);
  const at = (share: number): string =>
    (waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN).toFixed(0);
  console.log(`        first byte: median ${at(0.5)} ms, 90 % ${at(0.9)}, 99 % ${at(0.99)}, last ${at(1)}`);
}

function judgeThroughput(ours: readonly Round[], theirs: readonly Round[], version: string | null): void {
  const own = median(ours.map(({ mibPerSecond }) => mibPerSecond));
  if (version === null) {
    console.log(`        ours ${own.toFixed(0)} MiB/s`);
    judgeGoal('throughput', false, 'nginx IS ABSENT, so there is no ratio (apt-get install nginx-light)');
    return;
  }
  const peer = median(theirs.map(({ mibPerSecond }) => mibPerSecond));
  // Round by round, because what else the machine does meets both of a pair and not both of a bench.
  const ratio = median(
    ours.map(({ mibPerSecond }, round) => mibPerSecond / (theirs[round]?.mibPerSecond ?? 0)),
  );
  const client = median(ours.map(({ clientMibPerSecond }) => clientMibPerSecond));
  const rates = `${own.toFixed(0)} MiB/s, ${version} ${peer.toFixed(0)} MiB/s`;
  judgeGoal(
    `throughput at least ${wantedRatio} of nginx`,
    ratio >= wantedRatio,
    `${ratio.toFixed(2)} (${rates})`,
  );
  const able = client / own;
  const words = `${able.toFixed(2)} times (${client.toFixed(0)} MiB/s by its own CPU time)`;
  judgeGoal(
    'client able to go twice as fast as ours',
    able >= 2,
    able >= 2 ? words : `${words}: client-limited, the ratio does not count`,
  );
}

/** The most memory that a process has had in RAM, as Linux counts it. */
function peakMib(pid: number): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return kib === undefined ? Number.NaN : Number(kib) / 1024;
}
