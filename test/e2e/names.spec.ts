import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, temporaryHome } from '../support/airdock.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

test('names says what a platform would refuse and why, and ends with 1', async () => {
  const file = join(home.path, '固件.exe');
  writeFileSync(file, 'x');
  const asked = async (words: readonly string[]) => {
    const { code, stdout, stderr } = await cli(['names', ...words, '--json'], home.path);
    const findings = code === 2 ? [] : JSON.parse(stdout).findings;
    const codes = findings.map(({ part, code: why }: Record<string, string>) => `${part} ${why}`);
    return { code, codes, stderr };
  };
  expect(await asked(['--platform', 'openluat', '--name', 'DEMO', '--version', '1.0.2'])).toMatchObject({
    code: 0,
    codes: [],
  });
  expect(await asked(['--platform', 'openluat', '--version', '1.1000.2'])).toMatchObject({
    code: 1,
    codes: ['version segmentTooLarge'],
  });
  expect(await asked(['--platform', 'quecthing', '--version', 'B', '--file', file])).toMatchObject({
    code: 1,
    codes: ['file fileType'],
  });
  expect(
    await asked(['--platform', 'quecthing', '--version', 'B', '--source-version', 'A', '--full']),
  ).toMatchObject({ code: 1, codes: ['sourceVersion sourceNotWanted'] });
  expect(await asked(['--platform', 'onenet', '--version', '1.0 beta', '--file', file])).toMatchObject({
    code: 1,
    codes: ['version characters', 'file fileNameNotAscii'],
  });
  expect((await asked(['--platform', 'elsewhere', '--name', 'x'])).code).toBe(2);
  expect((await asked(['--platform', 'onenet'])).code).toBe(2);
  const words = await cli(['names', '--platform', 'openluat', '--version', '1.0'], home.path);
  expect(words.stdout).toContain('three numbers with dots');
});

test('names composes what libfota asks for', async () => {
  const base = 'http://192.0.2.1/f';
  const { code, stdout } = await cli(
    [
      'names',
      '--libfota-url',
      base,
      '--project',
      'DEMO',
      '--board',
      'Air780EHV-1.8V',
      '--core',
      'V2034',
    ].concat(['--version', '1.2.3', '--key', 'K', '--imei', '860000000000000', '--json']),
    home.path,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout).libfota).toMatchObject({
    name: 'DEMO_LuatOS-SoC_Air780EHV',
    version: '2034.1.3',
    option: `${base}?`,
    url: `${base}?imei=860000000000000&project_key=K&firmware_name=DEMO_LuatOS-SoC_Air780EHV&version=2034.1.3`,
  });
});
