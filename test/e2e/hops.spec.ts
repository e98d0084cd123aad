import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  cli,
  demoFolder,
  demoNew,
  demoOld,
  startCli,
  temporaryHome,
  waitForOutput,
} from '../support/airdock.ts';
import { writeRelease } from '../support/noisyReleases.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

test('hops finds the way over a release between, builds nothing twice and names what it skips', async () => {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  const old = writeRelease(folder, '780E', 1001, 0);
  const fresh = writeRelease(folder, '780E', 1003, 2);
  const between = writeRelease(folder, '780E', 1002, 1);
  copyFileSync(between, join(folder, 'copy.binpkg'));
  writeRelease(folder, '780EX', 1002, 1);
  writeRelease(folder, '780E', 1004, 2);
  writeFileSync(join(folder, 'notes.txt'), 'no firmware');
  writeFileSync(join(folder, 'torn.binpkg'), readFileSync(between).subarray(0, 3000));
  const words = ['hops', folder, '--from', old, '--to', fresh, '--json'];
  const { code, stdout, stderr } = await cli(words, home.path);
  expect(code, stderr).toBe(0);
  const plan = JSON.parse(stdout);
  expect(plan).toMatchObject({ result: 'hops', format: 'ec618-at', considered: 1 });
  expect(plan.chain.map((hop: { to: { version: string } }) => hop.to.version)).toEqual([
    'AirM2M_780E_V1002_LTE_AT',
    'AirM2M_780E_V1003_LTE_AT',
  ]);
  for (const hop of plan.chain) expect(hop.sizeBytes).toBeLessThanOrEqual(hop.limits[0].bytes);
  expect(plan.tried[0]).toMatchObject({ kind: 'tooLarge', limitBytes: 480 * 1024 });
  expect(plan.tried.length).toBe(3);
  const reasons = plan.skipped.map(({ fileName, reason }: Record<string, string>) => `${fileName} ${reason}`);
  expect(reasons.sort()).toEqual([
    'AirM2M_780EX_V1002_LTE_AT.binpkg otherProduct',
    'AirM2M_780E_V1004_LTE_AT.binpkg notBetween',
    'copy.binpkg again',
    'notes.txt unreadable',
    'torn.binpkg unreadable',
  ]);
  const again = JSON.parse((await cli(words, home.path)).stdout);
  expect(again.chain.every(({ reused }: { reused: boolean }) => reused)).toBe(true);
});

test('hops says that the direct package fits', async () => {
  const { code, stdout } = await cli(
    ['hops', demoFolder, '--from', demoOld, '--to', demoNew, '--json'],
    home.path,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ result: 'direct', chain: [{ kind: 'fits' }], considered: 0 });
});

test('hops says that there is no way, and refuses what no hop can help', async () => {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  const old = writeRelease(folder, '780E', 1001, 0);
  const fresh = writeRelease(folder, '780E', 1003, 2);
  const none = await cli(['hops', folder, '--from', old, '--to', fresh, '--json'], home.path);
  expect(none.code).toBe(1);
  expect(JSON.parse(none.stdout)).toMatchObject({ result: 'none', chain: null });
  const swapped = await cli(['hops', folder, '--from', fresh, '--to', old, '--json'], home.path);
  expect(swapped.code).toBe(1);
  expect(JSON.parse(swapped.stdout).error.code).toBe('delta.swapped');
});

test('hops ends at Ctrl-C', async () => {
  const folder = join(home.path, 'releases');
  mkdirSync(folder);
  const old = writeRelease(folder, '780E', 1001, 0);
  const fresh = writeRelease(folder, '780E', 1003, 2);
  const planning = startCli(['hops', folder, '--from', old, '--to', fresh, '--jsonl'], home.path);
  await waitForOutput(planning.stdout, /"phase":"running"/);
  planning.stop();
  const { code, stdout } = await planning.finished;
  expect(code).toBe(1);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').error.code).toBe('delta.cancelled');
});
