/**
 * Three tables: ours beside the vendor's files for the same inputs, time and memory of images of 4 MiB, and pairs that no
 * setting was tuned on beside a plain delta. The exit code is 1 when a goal is missed. `-- packages vendor|large|heldOut` prints
 * one table alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCorpus } from '../support/corpus.ts';
import { benchHeldOut } from './packagesHeldOut.ts';
import { benchLarge } from './packagesLarge.ts';
import { bundleMeasure, type Measure } from './packagesMeasure.ts';
import { benchScripts } from './packagesScripts.ts';
import { benchVendor } from './packagesVendor.ts';

type Table = (measure: Measure, folder: string) => void | Promise<void>;

const tables: Readonly<Record<string, Table>> = {
  vendor: async (measure) => {
    benchVendor(measure);
    await benchScripts();
  },
  large: benchLarge,
  heldOut: benchHeldOut,
};

export async function benchPackages(): Promise<void> {
  if (!hasCorpus) {
    console.error('SKIPPED: the corpus is not there; set AIRDOCK_CORPUS to its folder.');
    process.exitCode = 1;
    return;
  }
  const wanted = process.argv[3];
  const bundle = await bundleMeasure();
  const folder = mkdtempSync(join(tmpdir(), 'airdock-bench-'));
  try {
    for (const [name, table] of Object.entries(tables)) {
      if (wanted === undefined || wanted === name) await table(bundle.measure, folder);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    bundle.remove();
  }
}
