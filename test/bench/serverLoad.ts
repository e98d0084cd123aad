import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Scratch } from './scratch.ts';

const partSchema = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  bytes: z.number(),
  errors: z.number(),
  firstByteMs: z.array(z.number().nullable()),
});

/** What all modules together had in one round. */
export interface Round {
  readonly mibPerSecond: number;
  /**
   * What the client could take if no server ever made it wait: each of its processes as many bytes per second of its own CPU time as
   * in this round, and they have a core each.
   */
  readonly clientMibPerSecond: number;
  readonly errors: number;
  /** Infinity where none came. */
  readonly firstByteMs: readonly number[];
}

export interface Load {
  round(port: number, path: string): Promise<Round>;
}

/** Starts the load client: `modules` that download `fileBytes` each, in two processes where the machine has two cores. */
export function startLoad(scratch: Scratch, modules: number, fileBytes: number): Load {
  const count = Math.min(2, availableParallelism());
  const parts = Array.from({ length: count }, () => {
    const child = scratch.spawn(process.execPath, [join(import.meta.dirname, 'serverClient.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (child.stdin === null || child.stdout === null) throw new Error('a client without pipes');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return { input: child.stdin, lines };
  });
  return {
    async round(port, path) {
      const words = [port, path, modules / count, fileBytes].join(' ');
      for (const { input } of parts) input.write(`${words}\n`);
      const said = await Promise.all(parts.map(({ lines }) => lines.next()));
      return summed(said.map(({ value }) => partSchema.parse(JSON.parse(String(value)))));
    },
  };
}

function summed(parts: readonly z.infer<typeof partSchema>[]): Round {
  const mib = parts.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 / 1024;
  return {
    mibPerSecond: mib / Math.max(...parts.map(({ seconds }) => seconds)),
    clientMibPerSecond: mib / Math.max(...parts.map(({ cpuSeconds }) => cpuSeconds)),
    errors: parts.reduce((sum, { errors }) => sum + errors, 0),
    firstByteMs: parts.flatMap(({ firstByteMs }) => firstByteMs.map((ms) => ms ?? Number.POSITIVE_INFINITY)),
  };
}
