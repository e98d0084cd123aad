import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../electron/core/firmware/inspectFile.ts';
import { vendorSamples } from '../../../test/support/vendorSamples.ts';
import { texts as en } from './en.ts';
import { texts as zh } from './zh-CN.ts';

const folder = join(import.meta.dirname, '../../../electron/core/firmware');
const source = globSync('**/*.ts', { cwd: folder })
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

function said(tree: unknown, path: string): boolean {
  let here = tree;
  for (const key of path.split('.')) {
    here =
      typeof here === 'object' && here !== null
        ? Object.entries(here).find(([name]) => name === key)?.[1]
        : null;
  }
  return typeof here === 'string';
}

const missing = (keys: readonly string[]): string[] => keys.filter((key) => !said(en, key) || !said(zh, key));

describe('what the inspector says', () => {
  it('has a text for every check that a reader can name', () => {
    const readers = 'xt804|pac|uimage|ec7xx|luatosOta|par|wrapper|rdaota|bk72xx|lfta|rbl|soc';
    const found = [...source.matchAll(new RegExp(`['\`]((?:${readers})\\.[a-z]\\w*)`, 'g'))];
    const ids = [...new Set(found.map(([, id]) => id ?? ''))];
    expect(ids.length).toBeGreaterThan(80);
    expect(missing(ids.map((id) => `check.${id}`))).toEqual([]);
  });

  it('has a text for every class, kind, fact and action of every kind of file', async () => {
    const reports = await Promise.all(vendorSamples.map(({ bytes }) => inspectFile(bytes, 'x')));
    const keys = reports.flatMap((report) => [
      `fileClass.${report.class}`,
      `kind.${report.kind}`,
      ...(report.members ?? []).map(({ kind }) => `kind.${kind}`),
      ...(report.facts ?? []).map(({ name }) => `fact.${name}`),
      ...(report.actions ?? []).map((action) => `action.${action}`),
    ]);
    expect(missing([...new Set(keys)])).toEqual([]);
  });
});
