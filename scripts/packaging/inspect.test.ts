import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectPackage } from './inspect.mjs';
import { makeStandIn } from './standIn.mjs';

const binding = 'node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/a.node';
const platform = {
  executable: 'electron',
  native: { needed: /prebuilds\/linux-x64\//, allowed: /prebuilds\/linux-/ },
};

/** The least that a package needs. */
const complete: Readonly<Record<string, string>> = {
  'package.json': '{"main":"out/main/index.js","version":"1.0.0"}',
  LICENSE: '',
  'out/main/index.js': `import "electron"; import { a } from "lib"; import "node:fs"; import "./local.js";`,
  'out/main/local.js': `createRequire(import.meta.url)("libarchive-wasm")`,
  'out/main/cli.js': '',
  'out/main/workers/delta.js': '',
  'out/main/workers/journal.js': '',
  'out/preload/index.cjs': '',
  'out/renderer/index.html': '',
  'out/renderer/assets/a.js': '',
  'out/renderer/assets/a.css': '',
  'resources/demo/a.binpkg': '',
  'node_modules/lib/package.json': '{"dependencies":{"@serialport/bindings-cpp":"1"}}',
  'node_modules/@serialport/bindings-cpp/package.json': '{}',
  'node_modules/libarchive-wasm/package.json': '{}',
  'node_modules/libarchive-wasm/dist/libarchive.wasm': '',
  [binding]: '',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-inspect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Pack {
  readonly add?: Record<string, string>;
  readonly without?: string;
  readonly unpack?: string;
  readonly fuses?: boolean;
}

async function findings({ add = {}, without, unpack = '**/*.node', fuses = true }: Pack): Promise<string[]> {
  const app = join(folder, 'app');
  const source = join(folder, 'source');
  makeStandIn(app);
  for (const [path, text] of Object.entries({ ...complete, ...add })) {
    if (path === without) continue;
    mkdirSync(join(source, dirname(path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  mkdirSync(join(app, 'resources'), { recursive: true });
  await createPackageWithOptions(source, join(app, 'resources', 'app.asar'), { unpack });
  if (fuses) await flip(join(app, 'electron'));
  return inspectPackage(app, platform);
}

function flip(binary: string): Promise<number> {
  return flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}

describe('a package', () => {
  test('that has all it needs and nothing else is well', async () => {
    expect(await findings({})).toEqual([]);
  });

  for (const path of Object.keys(complete).filter((name) => !name.endsWith('package.json'))) {
    test(`without ${path} is missing something`, async () => {
      const found = await findings({ without: path });
      expect(found[0]).toMatch(/^missing: /);
    });
  }

  const unwanted = [
    'out/renderer/assets/a.js.map',
    'out/main/a.ts',
    'test/support/corpus.ts',
    'shared/errors.js',
    'resources/corpus/luat/a.binpkg',
    'node_modules/vitest/package.json',
    'out/main/.env',
  ];
  for (const path of unwanted) {
    test(`with ${path} has something that is not to be shipped`, async () => {
      expect((await findings({ add: { [path]: '{}' } })).join('\n')).toContain(`not to be shipped: `);
    });
  }

  test('with a package that nothing imports says so', async () => {
    const found = await findings({ add: { 'node_modules/react/package.json': '{}' } });
    expect(found).toEqual(['not to be shipped: nothing reaches the package react']);
  });

  test('without a package that something imports says so', async () => {
    const found = await findings({ add: { 'out/main/cli.js': 'import "zod";' } });
    expect(found).toEqual(['missing: the package zod']);
  });

  test('with native code inside the archive says so', async () => {
    expect(await findings({ unpack: '' })).toEqual([expect.stringContaining('inside the archive')]);
  });

  test('with native code for another system says so', async () => {
    const other = 'node_modules/@serialport/bindings-cpp/prebuilds/win32-x64/a.node';
    expect(await findings({ add: { [other]: '' } })).toEqual([expect.stringContaining('for another system')]);
  });

  test('that starts what is not there says so', async () => {
    const found = await findings({ add: { 'package.json': '{"main":"index.js","version":"1.0.0"}' } });
    expect(found).toEqual(['package.json starts index.js, which is not there']);
  });

  test('whose binary still has the fuses it came with says which', async () => {
    expect(await findings({ fuses: false })).toEqual([
      'the fuse RunAsNode is not off',
      'the fuse EnableCookieEncryption is not on',
      'the fuse EnableNodeOptionsEnvironmentVariable is not off',
      'the fuse EnableNodeCliInspectArguments is not off',
      'the fuse EnableEmbeddedAsarIntegrityValidation is not on',
      'the fuse OnlyLoadAppFromAsar is not on',
      'the fuse GrantFileProtocolExtraPrivileges is not off',
    ]);
  });
});
