import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors.ts';
import { openTestCore, type TestCore } from '../../../../test/support/openTestCore.ts';
import { parseVerbArguments } from '../arguments.ts';
import { createOutput } from '../output.ts';
import { createTranslator } from '../translator.ts';
import type { VerbContext } from '../verb.ts';
import { upgrade } from './upgrade.ts';

let core: TestCore;
beforeEach(async () => {
  core = await openTestCore();
});
afterEach(() => core.close());

type StartInput = Parameters<VerbContext['core']['upgrade']['start']>[0];

/** What the core is asked to start; it starts nothing. */
async function asked(...words: readonly string[]): Promise<StartInput> {
  const seen: StartInput[] = [];
  const client: VerbContext['core'] = {
    ...core.client,
    upgrade: {
      ...core.client.upgrade,
      start: (input) => {
        seen.push(input);
        return Promise.reject(new AppError('delta.cancelled'));
      },
    },
  };
  const ended = upgrade.run({
    core: client,
    args: parseVerbArguments(words, upgrade.options, upgrade.positionals),
    output: createOutput('json', { stdout: new PassThrough(), stderr: new PassThrough() }),
    t: await createTranslator('en'),
    path: (word) => word,
    signal: new AbortController().signal,
  });
  await expect(ended).rejects.toMatchObject({ code: 'delta.cancelled' });
  const [input] = seen;
  if (input === undefined) throw new Error('nothing was started');
  return input;
}

describe('upgrade', () => {
  const port = ['--port', 'tcp://127.0.0.1:9'];

  it('hands a reason on to the checks of the module and to the build of the package', async () => {
    const files = ['--old', 'a.binpkg', '--new', 'b.binpkg', '--format', 'ec618-at'];
    expect(await asked(...port, ...files, '--override', 'bench module')).toMatchObject({
      override: 'bench module',
      source: { kind: 'files', format: 'ec618-at', overrideReason: 'bench module' },
    });
  });

  it('hands a reason on for a file that nobody built here', async () => {
    expect(await asked(...port, '--raw', 'x.bin', '--override', 'bench module')).toMatchObject({
      override: 'bench module',
      source: { kind: 'raw' },
    });
  });

  it('gives no reason where nobody gave one', async () => {
    const input = await asked(...port, '--raw', 'x.bin');
    expect(input).not.toHaveProperty('override');
    expect(input.source).not.toHaveProperty('overrideReason');
  });
});
