/** Builds and proves one package as the product does, in a worker with helpers, and prints the figures as JSON; run by packagesMeasure.ts. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { runDeltaInWorker } from '../../electron/core/delta/client.ts';
import type { Firmware } from '../../electron/core/firmware/image.ts';
import { readFirmware } from '../../electron/core/firmware/readFirmware.ts';
import { resolveWorkerUrls } from '../../electron/core/workers.ts';
import { deltaFormatSchema } from '../../shared/contract/delta.ts';
import { AppError } from '../../shared/errors.ts';
import { syntheticFirmware, syntheticImage } from '../support/syntheticFirmware.ts';
import type { BuildFigures, BuildRow, Source } from './packagesRow.ts';

async function open(source: Source): Promise<Firmware> {
  if ('file' in source) return readFirmware(read(source.file), basename(source.file));
  const { chip, imageFile } = source;
  const image = syntheticImage('ap', read(imageFile), 'AP');
  const address = chip === 'uis8910' ? 0x60010000 : image.address;
  const chipEvidence = chip === 'ec7xx' ? ['productname=EC718P_PRD'] : [];
  return syntheticFirmware([{ ...image, address }], null, { chip, chipEvidence });
}

const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

const row = JSON.parse(process.argv[2] ?? '{}') as BuildRow;
const old = row.old === null ? null : await open(row.old);
const fresh = await open(row.fresh);
const { overrideReason } = row;
const options = {
  format: deltaFormatSchema.parse(row.format),
  allowOlder: true,
  ...(overrideReason === undefined ? {} : { overrideReason }),
};
const { delta: workerUrl, deltaHelper: helperUrl } = resolveWorkerUrls(import.meta.url);
const startMs = performance.now();
const startCpu = process.cpuUsage();
const outcome = await runDeltaInWorker({ old, new: fresh, options }, { workerUrl, helperUrl }).then(
  ({ bytes }) => ({ sizeBytes: bytes.length, isTooLarge: false }),
  (error: unknown) => {
    const { code, params } = AppError.from(error);
    if (code !== 'delta.tooLarge') throw error;
    return { sizeBytes: Number(params['sizeBytes']), isTooLarge: true };
  },
);
const { user, system } = process.cpuUsage(startCpu);
const figures: BuildFigures = {
  ...outcome,
  ms: Math.round(performance.now() - startMs),
  cpuMs: Math.round((user + system) / 1000),
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
};
console.log(JSON.stringify(figures));
