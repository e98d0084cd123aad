import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { BuildFigures, BuildRow } from './packagesRow.ts';

const root = resolve(import.meta.dirname, '../..');
/** Below node_modules, so that the bundle finds its libraries; with the process id, so that two runs do not meet. */
const bundleFolder = join(root, 'node_modules/.cache', `airdock-bench-${process.pid}`);

/** Builds a row in a process of its own, so that memory is that row's alone. Null when it fails; the reason is printed. */
export type Measure = (row: BuildRow) => BuildFigures | null;

export interface MeasureBundle {
  readonly measure: Measure;
  /** Deletes what was bundled. */
  remove(): void;
}

/** As it ships: bundled. From sources every thread would carry a TypeScript stripper, which costs time and some 15 MiB each. */
export async function bundleMeasure(): Promise<MeasureBundle> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: bundleFolder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          buildOne: join(import.meta.dirname, 'buildOne.ts'),
          'workers/delta': join(root, 'electron/core/delta/worker.ts'),
          'workers/deltaHelper': join(root, 'electron/core/delta/crew/helper.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  const measure: Measure = (row) => {
    const script = join(bundleFolder, 'buildOne.js');
    const child = spawnSync(process.execPath, [script, JSON.stringify(row)], { encoding: 'utf8' });
    if (child.status === 0) return JSON.parse(child.stdout) as BuildFigures;
    console.error(child.stderr.trim());
    process.exitCode = 1;
    return null;
  };
  return { measure, remove: () => rmSync(bundleFolder, { recursive: true, force: true }) };
}

/**
 * The row, up to three times while it takes longer than `goalMs`: other work on the machine only ever adds time. The shortest run
 * counts, the highest peak stays.
 */
export function quietest(
  measure: Measure,
  row: BuildRow,
  goalMs = Number.POSITIVE_INFINITY,
): BuildFigures | null {
  let best = measure(row);
  for (let again = 0; again < 2 && best !== null && best.ms > goalMs; again++) {
    const next = measure(row);
    if (next === null) return null;
    const peakMiB = Math.max(best.peakMiB, next.peakMiB);
    best = { ...(next.ms < best.ms ? next : best), peakMiB };
  }
  return best;
}

/** The word for a goal; a missed one makes the exit code 1. */
export function judge(isMet: boolean): 'PASS' | 'FAIL' {
  if (!isMet) process.exitCode = 1;
  return isMet ? 'PASS' : 'FAIL';
}

/** A package above the module's limit is built and weighed all the same. */
export const sizeOf = ({ sizeBytes, isTooLarge }: BuildFigures): string[] => [
  `${sizeBytes}${isTooLarge ? '*' : ''}`,
];
export const costOf = ({ ms, cpuMs, peakMiB }: BuildFigures): string[] => [ms, cpuMs, peakMiB].map(String);

/** One line of a table: names to the left, numbers to the right. */
export function line(...cells: readonly string[]): string {
  return cells.map((cell, index) => (index < 2 ? cell.padEnd(19) : cell.padStart(9))).join(' ');
}
