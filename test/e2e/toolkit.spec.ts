import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, demoNew, demoOld, temporaryHome } from '../support/airdock.ts';

let home: ReturnType<typeof temporaryHome>;
test.beforeEach(() => {
  home = temporaryHome();
});
test.afterEach(() => home.remove());

/** Takes the place of the vendor's tool. */
function standIn(body: string): string {
  const path = join(home.path, 'FotaToolkit');
  const head = `#!${process.execPath}\nconst fs = require('node:fs');\nconst [verb, config, par, before, after] = process.argv.slice(2);\n`;
  writeFileSync(path, head + body, { mode: 0o755 });
  return path;
}

test.describe('verify --toolkit', () => {
  test.skip(process.platform === 'win32', 'the stand-in is a script');

  test('believes the vendor tool by what it restores, and nothing else', async () => {
    const packed = join(home.path, 'up.bin');
    await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
    const images = join(home.path, 'images');
    await cli(['apply', demoOld, packed, '-o', images], home.path);
    const config = join(home.path, 'config');
    mkdirSync(config);
    writeFileSync(join(config, 'ec618.json'), '{}');
    // Restores by looking the answer up, but only for a bare par and one of the old images.
    const honest = `
      if (verb !== '-p' || !config.endsWith('ec618.json') || !fs.existsSync(config)) process.exit(3);
      if (fs.readFileSync(par).readUInt16BE(0) !== 0xecdf) process.exit(4);
      const index = Number(/old(\\d)\\.bin$/.exec(before)[1]);
      const images = ${JSON.stringify(images)};
      fs.copyFileSync(images + '/' + fs.readdirSync(images).sort()[index], after);
    `;
    const words = ['verify', demoOld, demoNew, packed, '--json'];
    const good = await cli([...words, '--toolkit', standIn(honest)], home.path);
    expect(good.code, good.stdout + good.stderr).toBe(0);
    const { toolkit, ok } = JSON.parse(good.stdout);
    expect(ok).toBe(true);
    expect(toolkit.images.length).toBeGreaterThan(0);
    for (const image of toolkit.images) expect(image).toMatchObject({ result: 'equal' });
    for (const [body, result] of [
      [`console.log('SUCC');`, 'noOutput'],
      [`fs.copyFileSync(before, after);`, 'differs'],
      [`console.error('ERROR read db(0)'); process.exit(1);`, 'failed'],
      [`setInterval(() => {}, 1000);`, 'timeout'],
    ] as const) {
      const bad = await cli([...words, '--toolkit', standIn(body), '--timeout', '1500'], home.path);
      expect(bad.code).toBe(1);
      const told = JSON.parse(bad.stdout);
      expect(told).toMatchObject({ ok: false, airdockOk: true });
      expect(told.toolkit.images[0].result).toBe(result);
    }
    const missing = await cli(
      [...words, '--toolkit', join(home.path, 'none'), '--toolkit-config', packed],
      home.path,
    );
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout).toolkit.images[0].result).toBe('notStarted');
  });

  test('is remembered, used for a second check, and forgotten', async () => {
    const packed = join(home.path, 'up.bin');
    await cli(['delta', demoOld, demoNew, '-o', packed], home.path);
    const second = ['verify', demoOld, demoNew, packed, '--second-check', '--json'];
    const none = await cli(second, home.path);
    expect(none.code).toBe(1);
    expect(JSON.parse(none.stdout).error.code).toBe('planning.toolkitNotSet');
    const config = join(home.path, 'config');
    mkdirSync(config);
    writeFileSync(join(config, 'ec618.json'), '{}');
    const program = standIn(`fs.copyFileSync(before, after);`);
    const set = await cli(['toolkit', program, '--json'], home.path);
    expect(JSON.parse(set.stdout)).toEqual({ toolkit: { program, config: join(config, 'ec618.json') } });
    const differs = await cli(second, home.path);
    expect(differs.code).toBe(1);
    expect(JSON.parse(differs.stdout)).toMatchObject({
      airdockOk: true,
      ok: false,
      toolkit: { program, ok: false },
    });
    expect(JSON.parse((await cli(['toolkit', '--forget', '--json'], home.path)).stdout)).toEqual({
      toolkit: null,
    });
  });

  test('asks which configuration is meant where there are several', async () => {
    const config = join(home.path, 'config');
    mkdirSync(config);
    for (const name of ['ec718p.json', 'ec718pm.json']) writeFileSync(join(config, name), '{}');
    const { code, stderr } = await cli(
      ['verify', demoOld, demoNew, demoNew, '--toolkit', standIn('')],
      home.path,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('--toolkit-config');
  });
});
