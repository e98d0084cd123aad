import { describe, expect, test } from 'vitest';
import { checkImports } from './check.mjs';

const dependencies = ['zod', 'react', 'ws', 'serialport'];

/** What the checker says about files given as path and source. */
function laws(files: Record<string, string>): string[] {
  return checkImports(new Map(Object.entries(files)), dependencies).map(
    ({ path, line, law }: { path: string; line: number; law: string }) => `${path}:${line} ${law}`,
  );
}

const imports = (specifier: string): string => `import { x } from '${specifier}';\nexport const y = x;\n`;

describe('an import that breaks a law is caught', () => {
  const bad: [name: string, path: string, specifier: string, law: string][] = [
    ['electron in the core', 'electron/core/ports/a.ts', 'electron', '`electron` only'],
    ['electron in another host', 'electron/hosts/local/a.ts', 'electron', '`electron` only'],
    ['electron below its name', 'electron/hosts/cli/a.ts', 'electron/main', '`electron` only'],
    ['electron in a test', 'electron/core/ports/a.test.ts', 'electron', '`electron` only'],
    ['electron in the renderer', 'renderer/ui/a.tsx', 'electron', '`electron` only'],
    ['Node in shared', 'shared/domain/a.ts', 'node:fs', 'shared has no Node'],
    ['a package in shared', 'shared/rpc/a.ts', 'ws', 'shared uses no package'],
    ['the core in shared', 'shared/rpc/a.ts', '../../electron/core/host.ts', 'shared imports only shared'],
    ['Node in the renderer', 'renderer/stores/a.ts', 'node:path', 'renderer has no Node'],
    [
      'the core in the renderer',
      'renderer/stores/a.ts',
      '../../electron/core/host.ts',
      'renderer imports only',
    ],
    [
      'a host in the renderer',
      'renderer/app/a.tsx',
      '../../electron/hosts/local/a.ts',
      'renderer imports only',
    ],
    ['a feature in a feature', 'renderer/features/jobs/a.tsx', '../ports/b.tsx', 'a feature never imports'],
    ['a feature in the stores', 'renderer/stores/a.ts', '../features/jobs/b.ts', 'only the app'],
    [
      'the renderer in a host',
      'electron/hosts/local/a.ts',
      '../../../renderer/app/b.ts',
      'hosts import only',
    ],
    ['a host in the core', 'electron/core/jobs/a.ts', '../../hosts/local/b.ts', 'core imports only'],
    [
      'the renderer in the core',
      'electron/core/services/a.ts',
      '../../../renderer/b.ts',
      'core imports only',
    ],
    [
      'a host in a test of the core',
      'electron/core/jobs/a.test.ts',
      '../../hosts/local/b.ts',
      'core imports only',
    ],
    [
      'a room that the table does not give',
      'electron/core/firmware/a.ts',
      '../delta/b.ts',
      'the room "firmware"',
    ],
    ['an arrow against its direction', 'electron/core/store/a.ts', '../jobs/b.ts', 'the room "store"'],
    [
      'more of the journal than its port',
      'electron/core/ports/a.ts',
      '../journal/openJournal.ts',
      'the room "ports"',
    ],
    ['the composition root in a room', 'electron/core/jobs/a.ts', '../createCore.ts', 'the composition root'],
    ['a service in a room', 'electron/core/modem/a.ts', '../services/b.ts', 'the composition root'],
    ['a room that nobody has heard of', 'electron/core/misc/a.ts', '../store/b.ts', '"misc" is no room'],
    ['a room in virtual', 'electron/core/virtual/a.ts', '../firmware/b.ts', 'the room "virtual"'],
    [
      'the contract in virtual',
      'electron/core/virtual/a.ts',
      '../../../shared/contract/virtual.ts',
      'virtual knows nothing',
    ],
    ['a package that is not shipped', 'electron/core/firmware/a.ts', 'fflate', 'not among the dependencies'],
    ['a test in the product', 'electron/core/ports/a.ts', './a.test.ts', 'does not import tests'],
    [
      'a test helper in the product',
      'electron/core/ports/a.ts',
      './testing/fake.ts',
      'does not import tests',
    ],
  ];
  for (const [name, path, specifier, law] of bad) {
    test(`${name}: ${path} imports ${specifier}`, () => {
      const found = laws({ [path]: imports(specifier) });
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(`${path}:1 `);
      expect(found[0]).toContain(law);
    });
  }

  test('a proof that imports its writer', () => {
    const path = 'electron/core/delta/formats/ec618/apply/a.ts';
    expect(laws({ [path]: imports('../write/records.ts') })[0]).toContain('shares no code with its writer');
    const single = 'electron/core/delta/formats/ec618/apply.ts';
    expect(laws({ [single]: imports('./write.ts') })[0]).toContain('shares no code with its writer');
  });

  test('a proof that reaches its writer over two steps, with the way', () => {
    const base = 'electron/core/delta/formats/ec618';
    const found = laws({
      [`${base}/apply.ts`]: imports('../../helper.ts'),
      'electron/core/delta/helper.ts': imports('./formats/ec618/write/par.ts'),
      [`${base}/write/par.ts`]: 'export const x = 1;',
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`electron/core/delta/helper.ts -> ${base}/write/par.ts`);
  });
});

describe('every way to name a module is seen', () => {
  const ways = [
    `import 'electron';`,
    `import type { App } from 'electron';`,
    `export * from 'electron';`,
    `export { app } from 'electron';`,
    `export type { App } from 'electron';`,
    `const e = await import('electron');`,
    `type A = import('electron').App;`,
    `const e = require('electron');`,
    `const e = createRequire(import.meta.url)('electron');`,
    `import e = require('electron');`,
  ];
  for (const way of ways) {
    test(way, () =>
      expect(laws({ 'electron/core/jobs/a.ts': `// first line\n${way}` })[0]).toContain('a.ts:2 '),
    );
  }

  test('words in comments and texts are none', () => {
    const source = `// import 'electron'\n/* require('electron') */\nexport const a = "import 'electron'";`;
    expect(laws({ 'electron/core/jobs/a.ts': source })).toEqual([]);
  });

  test('a file that cannot be parsed is said by name', () => {
    expect(() => laws({ 'electron/core/jobs/a.ts': 'import {' })).toThrow('electron/core/jobs/a.ts');
  });
});

describe('an import within the law is left alone', () => {
  const good: [path: string, specifier: string][] = [
    ['electron/hosts/desktop/a.ts', 'electron'],
    ['electron/hosts/desktop/a.test.ts', 'electron'],
    ['electron/hosts/local/a.ts', '../../core/createCore.ts'],
    ['electron/hosts/local/a.ts', 'ws'],
    ['electron/core/createCore.ts', './jobs/jobs.ts'],
    ['electron/core/services/upgrade/a.ts', '../../modem/identity.ts'],
    ['electron/core/jobs/a.ts', '../store/store.ts'],
    ['electron/core/jobs/deep/a.ts', '../../store/store.ts'],
    ['electron/core/settings/a.ts', '../host.ts'],
    ['electron/core/modem/a.ts', '../ports/transport.ts'],
    ['electron/core/firmware/a.ts', 'node:fs'],
    ['electron/core/firmware/a.ts', 'zod'],
    ['electron/core/virtual/a.ts', '../../../shared/domain/at.ts'],
    ['electron/core/virtual/a.ts', './flash/b.ts'],
    ['electron/core/firmware/a.test.ts', '../delta/b.ts'],
    ['electron/core/firmware/a.test.ts', '../../../test/support/corpus.ts'],
    ['electron/core/firmware/a.test.ts', 'vitest'],
    ['renderer/features/jobs/a.tsx', '../../ui/b.tsx'],
    ['renderer/features/jobs/a.tsx', './list/b.tsx'],
    ['renderer/app/a.tsx', '../features/jobs/b.tsx'],
    ['renderer/main.tsx', './app/App.tsx'],
    ['renderer/stores/a.ts', '../../shared/contract/index.ts'],
    ['renderer/ui/a.tsx', 'react'],
    ['shared/contract/a.ts', 'zod'],
    ['shared/rpc/a.test.ts', 'vitest'],
    ['test/e2e/a.spec.ts', '../support/airdock.ts'],
  ];
  for (const [path, specifier] of good) {
    test(`${path} imports ${specifier}`, () => expect(laws({ [path]: imports(specifier) })).toEqual([]));
  }

  test('a proof and its writer may share the limits of the format', () => {
    const base = 'electron/core/delta/formats/ec618';
    expect(
      laws({
        [`${base}/apply.ts`]: imports('./limits.ts'),
        [`${base}/write.ts`]: imports('./limits.ts'),
        [`${base}/limits.ts`]: 'export const x = 1;',
      }),
    ).toEqual([]);
  });
});
