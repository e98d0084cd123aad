import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { DeltaFormat } from '../../../../shared/contract/delta.ts';
import { AppError } from '../../../../shared/errors.ts';
import { ec718Firmware, ec718Image } from '../../../../test/support/ec7xxPairs.ts';
import { syntheticFirmware, syntheticImage } from '../../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from '../../../../test/support/syntheticImage.ts';
import type { Firmware } from '../../firmware/image.ts';
import { buildDelta } from '../buildDelta.ts';
import { runAll } from './crew.ts';
import { createHelperCrew } from './helperCrew.ts';
import { createSoloCrew } from './soloCrew.ts';

const helperUrl = new URL('./helper.ts', import.meta.url);
const helpers = [1, 2, 3].map((size) => ({ size, crew: createHelperCrew(helperUrl, size) }));
afterAll(async () => {
  for (const { crew } of helpers) await crew.end();
});

const before = codeLikeBytes(150_000, 71);
const after = laterBuild(before, 72, 30);
const pairs: readonly (readonly [DeltaFormat, Firmware, Firmware])[] = [
  [
    'ec618-par',
    syntheticFirmware([syntheticImage('ap', before)]),
    syntheticFirmware([syntheticImage('ap', after)]),
  ],
  ['ec7xx', ec718Firmware([ec718Image('ap', before)]), ec718Firmware([ec718Image('ap', after)])],
];

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return AppError.from(error).code;
  }
  return 'none';
}

describe('a crew', () => {
  it.each(pairs)('writes the same %s however many do the work', async (format, old, fresh) => {
    const alone = await buildDelta(old, fresh, { format });
    for (const { size, crew } of helpers) {
      const together = await buildDelta(old, fresh, { format, crew });
      expect(together.sha256, `${size} helpers`).toBe(digest(alone.bytes));
    }
  });

  it('gives outputs in the order of the inputs, whoever is done first', async () => {
    const sizes = [60_000, 10, 30_000, 1, 500];
    const inputs = sizes.map((size) => codeLikeBytes(size, size));
    const wanted = await runAll(createSoloCrew(), 'deflatedSize', inputs);
    for (const { crew } of helpers) expect(await runAll(crew, 'deflatedSize', inputs)).toEqual(wanted);
  });

  it('brings over what a job throws, and goes on', async () => {
    const props = { lc: 9, lp: 0, pb: 0, dictionaryBytes: 4096 };
    for (const crew of [createSoloCrew(), ...helpers.map((each) => each.crew)]) {
      expect(await codeOf(crew.run('lzma', { data: before, props }))).toBe('rpc.internal');
      expect(await crew.run('deflatedSize', new Uint8Array(0))).toBe(2);
    }
  });

  it('that is alone stops between two jobs when it is aborted', async () => {
    const abort = new AbortController();
    const crew = createSoloCrew(abort.signal);
    await crew.run('deflatedSize', before);
    const next = crew.run('deflatedSize', before);
    abort.abort();
    expect(await codeOf(next)).toBe('delta.cancelled');
  });

  it('says so when a helper is lost, and to all who ask later', async () => {
    const leaves = new URL(`data:text/javascript,${encodeURIComponent('process.exit(4)')}`);
    const crew = createHelperCrew(leaves, 2);
    const both = [crew.run('deflatedSize', before), crew.run('deflatedSize', after)];
    expect(await Promise.all(both.map(codeOf))).toEqual(['delta.workerFailed', 'delta.workerFailed']);
    expect(await codeOf(crew.run('deflatedSize', before))).toBe('delta.workerFailed');
    await crew.end();
  });

  it('leaves nobody waiting when it ends', async () => {
    const crew = createHelperCrew(helperUrl, 1);
    const never = codeOf(crew.run('deflatedSize', before));
    await crew.end();
    expect(await never).toBe('delta.workerFailed');
  });
});
