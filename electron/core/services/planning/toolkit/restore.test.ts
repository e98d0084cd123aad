import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRestored, restoreWithToolkit } from './restore.ts';

const old = new TextEncoder().encode('old image');
const par = new TextEncoder().encode('par');
const made = Buffer.concat([par, old]);
const newSha256 = createHash('sha256').update(made).digest('hex');
const task = { name: 'ap', old, newSha256 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-standin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for the vendor's tool; a script with a first line of its own, so not for Windows. */
function standIn(body: string): string {
  const path = join(folder, 'tool');
  const head = `#!${process.execPath}\nconst fs = require('node:fs');\nconst [verb, config, par, before, after] = process.argv.slice(2);\n`;
  writeFileSync(path, head + body, { mode: 0o755 });
  return path;
}

const restore = (program: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  restoreWithToolkit(
    {
      ...{ program, config: '/c.json', temporaryFolder: folder, timeoutMs: 20_000 },
      signal: new AbortController().signal,
      ...more,
    },
    par,
    [task],
  );

describe.skipIf(process.platform === 'win32')('the restore verb of the vendor tool', () => {
  it('gets configuration, par, old image and a place for the new one, and is believed by digest', async () => {
    const tool = standIn(`
      if (verb !== '-p' || config !== '/c.json') process.exit(3);
      fs.writeFileSync(after, Buffer.concat([fs.readFileSync(par), fs.readFileSync(before)]));
    `);
    const restored = await restore(tool);
    expect(restored).toMatchObject([{ name: 'ap', result: 'equal', restoredSha256: newSha256 }]);
    expect(allRestored(restored)).toBe(true);
  });

  it.each([
    [
      'writes something else and claims success',
      `console.log('SUCC'); fs.writeFileSync(after, 'x');`,
      'differs',
    ],
    ['writes nothing', `console.log('SUCC');`, 'noOutput'],
    [
      'writes the right image and fails',
      `fs.writeFileSync(after, Buffer.concat([fs.readFileSync(par), fs.readFileSync(before)])); process.exit(2);`,
      'failed',
    ],
  ])('never counts as success when it %s', async (_what, body, result) => {
    const restored = await restore(standIn(body));
    expect(restored[0]?.result).toBe(result);
    expect(allRestored(restored)).toBe(false);
  });

  it('is told with the end of what it printed', async () => {
    const tool = standIn(
      `console.log('x'.repeat(9000)); console.error('ERROR read db(0)'); process.exit(1);`,
    );
    const [restored] = await restore(tool);
    expect(restored).toMatchObject({ result: 'failed', exitCode: 1 });
    expect(restored?.output).toContain('ERROR read db(0)');
    expect(restored?.output.length).toBeLessThanOrEqual(4000);
  });

  it('is told as missing where there is none', async () => {
    const [restored] = await restore(join(folder, 'nothing'));
    expect(restored).toMatchObject({ result: 'notStarted', restoredSha256: null });
    expect(restored?.output).toContain('ENOENT');
  });

  it('is ended when it takes too long', async () => {
    const [restored] = await restore(standIn('setInterval(() => {}, 1000);'), { timeoutMs: 300 });
    expect(restored?.result).toBe('timeout');
  });

  it('is ended by Ctrl-C', async () => {
    const [restored] = await restore(standIn('setInterval(() => {}, 1000);'), {
      signal: AbortSignal.abort(),
    });
    expect(restored?.result).toBe('cancelled');
  });

  it('leaves nothing behind', async () => {
    const tool = standIn(`fs.writeFileSync('log.txt', 'log'); process.exit(1);`);
    await restore(tool);
    expect(readdirSync(folder)).toEqual(['tool']);
  });
});

it('that restored no image at all is no success', () => {
  expect(allRestored([])).toBe(false);
});
