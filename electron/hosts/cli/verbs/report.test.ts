import { resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/support/openTestCore.ts';
import { parseVerbArguments } from '../arguments.ts';
import { createOutput } from '../output.ts';
import { createTranslator } from '../translator.ts';
import type { Verb } from '../verb.ts';
import { importLog } from './import.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';

const logs = resolve(import.meta.dirname, '../../../../test/fixtures/logs');
let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

/** What a verb writes: for people, or as one object for programs. */
async function run(verb: Verb, words: readonly string[], mode: 'text' | 'json' = 'text') {
  const stdout = new PassThrough();
  const code = await verb.run({
    core: core.client,
    args: parseVerbArguments(words, verb.options, verb.positionals),
    t: await createTranslator('en'),
    path: (word) => resolve(core.folder, word),
    signal: new AbortController().signal,
    output: createOutput(mode, { stdout, stderr: new PassThrough() }),
  });
  const text = String(stdout.read() ?? '');
  return { code, text, lines: text.split('\n') };
}

/** Of the recording that a verb made. */
async function made(verb: Verb, words: readonly string[]): Promise<string> {
  const { text } = await run(verb, words, 'json');
  return /"id": ?"([0-9a-f]{16})"/.exec(text)?.[1] ?? text;
}

describe('on the command line', () => {
  it('a log is imported, and what could not be read is said', async () => {
    const { code, lines } = await run(importLog, [`${logs}/sscom-4-hex.txt`, '--encoding', 'gb18030']);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/log of SSCOM, gb18030; the log has no date/);
    expect(lines[1]).toMatch(/^1 lines of HEX are damaged/);
  });

  it('a recording leaves without identities, comes back, and tells its conditions', async () => {
    const id = await made(importLog, [`${logs}/sscom-1-rejected.txt`]);
    const preview = await run(report, ['preview', '--recording', id]);
    expect(preview.text).toMatch(/IMEI: 1 values/);
    const created = await run(report, ['create', 'case.zip', '--recording', id]);
    expect(created.text).toContain('case.zip');
    const opened = await made(report, ['open', 'case.zip']);
    const conditions = await run(replay, [opened, '--conditions']);
    expect(conditions.lines[0]).toContain('ec618-at');
    expect(conditions.text).toContain('fotaAreaBytes = 1000 (the module refused the package)');
    await run(report, ['remove', id]);
    expect((await run(report, [])).text).not.toContain(id);
  });

  it('upgrades are a table even where there is none', async () => {
    expect((await run(report, ['upgrades'])).lines[0]).toContain('imei,outcome');
    await expect(run(report, ['nonsense'])).rejects.toThrow();
    await expect(run(report, ['certificate'])).rejects.toThrow();
  });
});
