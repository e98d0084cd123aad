import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundlePlace } from './bundlePlace.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'airdock-bundles-'));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

it('names each bundle anew and lets those of more than a week ago go', async () => {
  const nowMs = Date.now();
  const place = () => bundlePlace({ dataFolder, clock: { wallMs: () => nowMs } });
  const [old, young] = [await place(), await place()];
  expect(old).not.toBe(young);
  writeFileSync(old, 'old');
  writeFileSync(young, 'young');
  utimesSync(old, nowMs / 1000, nowMs / 1000 - 8 * 24 * 3600);
  const next = await place();
  expect(dirname(next)).toBe(join(dataFolder, 'bundles'));
  expect(readdirSync(dirname(next)).map((name) => join(dirname(next), name))).toEqual([young]);
});
