/** Builds and proves one package and prints its size, time and peak memory as JSON; run by packages.ts. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buildDelta } from '../../electron/core/delta/buildDelta.ts';
import { readFirmware } from '../../electron/core/firmware/readFirmware.ts';
import { deltaFormatSchema } from '../../shared/contract/delta.ts';

const row = JSON.parse(process.argv[2] ?? '{}') as {
  old: string | null;
  fresh: string;
  format: string;
  overrideReason?: string;
};
const read = (path: string) => readFirmware(new Uint8Array(readFileSync(path)), basename(path));
const old = row.old === null ? null : await read(row.old);
const fresh = await read(row.fresh);
const startMs = performance.now();
const result = await buildDelta(old, fresh, {
  format: deltaFormatSchema.parse(row.format),
  allowOlder: true,
  ...(row.overrideReason === undefined ? {} : { overrideReason: row.overrideReason }),
});
const ms = Math.round(performance.now() - startMs);
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ sizeBytes: result.bytes.length, ms, peakMiB }));
