/**
 * Ours beside the vendor's tools, for the same inputs: whole files in bytes, our time to build and prove, and the peak of resident
 * memory. Each pair is built in a process of its own, so that memory is that pair's alone.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { corpusPath, hasCorpus } from '../support/corpus.ts';

interface Row {
  readonly name: string;
  readonly old: string | null;
  readonly fresh: string;
  readonly format: string;
  /** The vendor's file, or the number of bytes known from it. */
  readonly vendor: string | number;
  readonly overrideReason?: string;
}

const made = (name: string): string => corpusPath(`luat/ota_made/${name}`);
const of8910 = (name: string): string => corpusPath(`luat/uis8910/${name}`);

const rows: readonly Row[] = [
  {
    name: 'r618',
    old: made('r618_old.binpkg'),
    fresh: made('r618_new.binpkg'),
    format: 'ec618-par',
    vendor: made('r618.par'),
  },
  {
    name: 'syn618',
    old: made('syn618_old.binpkg'),
    fresh: made('syn618_new.binpkg'),
    format: 'ec618-par',
    vendor: made('syn618_grow_RvsO.par'),
  },
  {
    name: 'nc618',
    old: made('nc_old.binpkg'),
    fresh: made('nc_new.binpkg'),
    format: 'ec618-par',
    vendor: made('nearcopy618.par'),
  },
  {
    name: 'r718',
    old: made('r718_old.binpkg'),
    fresh: made('r718_new.binpkg'),
    format: 'ec7xx',
    vendor: made('r718_nohls_zip.par'),
  },
  {
    name: 'syn718',
    old: made('syn718_old_pkgmode.binpkg'),
    fresh: made('syn718_new_pkgmode.binpkg'),
    format: 'ec7xx',
    vendor: made('syn718_nohls.par'),
  },
  {
    name: '8910 AP',
    old: of8910('CSDK_RDA8910_TMP_20210203.pac'),
    fresh: of8910('CSDK_RDA8910_20210514.pac'),
    format: 'uis8910',
    // The FLASH bundle in the vendor's pack; the rest of that pack is modem and NV files that ours leaves out.
    vendor: 73_775,
    overrideReason: 'bench: the application alone',
  },
  {
    name: 'W806',
    old: null,
    fresh: corpusPath('luat/xt804/W806_20211206.fls'),
    format: 'xt804-fota',
    vendor: corpusPath('luat/xt804/W806_20211206_ota.img'),
  },
];

export async function benchPackages(): Promise<void> {
  if (!hasCorpus) {
    console.error('SKIPPED: the corpus is not there; set AIRDOCK_CORPUS to its folder.');
    process.exitCode = 1;
    return;
  }
  console.log(line('pair', 'format', 'vendor', 'ours', 'ratio', 'ms', 'peak MiB'));
  for (const row of rows) console.log(measure(row));
}

function measure(row: Row): string {
  const child = spawnSync(process.execPath, [join(import.meta.dirname, 'buildOne.ts'), JSON.stringify(row)], {
    encoding: 'utf8',
  });
  const vendor = typeof row.vendor === 'number' ? row.vendor : statSync(row.vendor).size;
  if (child.status !== 0) {
    process.exitCode = 1;
    return line(row.name, row.format, String(vendor), 'FAILED', child.stderr.trim().split('\n').at(-1) ?? '');
  }
  const { sizeBytes, ms, peakMiB } = JSON.parse(child.stdout) as {
    sizeBytes: number;
    ms: number;
    peakMiB: number;
  };
  return line(
    row.name,
    row.format,
    String(vendor),
    String(sizeBytes),
    (sizeBytes / vendor).toFixed(3),
    String(ms),
    String(peakMiB),
  );
}

function line(...cells: readonly string[]): string {
  return cells.map((cell, index) => (index < 2 ? cell.padEnd(12) : cell.padStart(10))).join(' ');
}
