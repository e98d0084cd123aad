import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoFolder, demoNew, demoOld, temporaryHome } from '../support/airdock.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

const demoSoc = (version: string) => join(demoFolder, `DEMO_${version}_LuatOS-SoC_V1120_EC618.soc`);

test('compare says what differs, how the zones are filled, and which packages can carry it', async () => {
  const { code, stdout } = await cli(['compare', demoOld, demoNew, '--json'], home.path);
  expect(code).toBe(0);
  const comparison = JSON.parse(stdout);
  expect(comparison).toMatchObject({
    identical: false,
    order: 'newer',
    old: { chip: 'ec618', version: { text: 'AirM2M_780E_V1001_LTE_AT' } },
  });
  for (const { old, new: fresh } of comparison.parts) {
    expect(old.freeBytes).toBe(old.zoneSizeBytes - old.sizeBytes);
    expect(fresh.freeBytes).toBe(fresh.zoneSizeBytes - fresh.sizeBytes);
  }
  const possible = comparison.formats.filter((option: { possible: boolean }) => option.possible);
  expect(possible[0]).toMatchObject({ format: 'ec618-at', recommended: true });
  const refused = comparison.formats.filter((option: { possible: boolean }) => !option.possible);
  for (const { refusal } of refused) expect(refusal.text).not.toContain('{{');
  const text = (await cli(['compare', demoOld, demoNew], home.path)).stdout;
  expect(text).toContain('* ec618-at: possible, recommended.');
  expect(text).toMatch(/- for other chips: .*xt804-fota/);
});

test('compare names the script files that changed', async () => {
  const { stdout } = await cli(['compare', demoSoc('1.0.0'), demoSoc('1.0.1'), '--json'], home.path);
  const { scriptFiles, order } = JSON.parse(stdout);
  expect(order).toBe('newer');
  const changed = scriptFiles.filter(({ change }: { change: string }) => change !== 'same');
  expect(changed.length).toBeGreaterThan(0);
  for (const { name, newSizeBytes } of changed) {
    expect(name).toMatch(/\.lua/);
    expect(newSizeBytes).toBeGreaterThan(0);
  }
});
