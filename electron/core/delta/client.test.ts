import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { otaFirmware } from '../../../test/support/otaFirmware.ts';
import { syntheticFirmware, syntheticImage } from '../../../test/support/syntheticFirmware.ts';
import { codeLikeBytes, laterBuild } from '../../../test/support/syntheticImage.ts';
import { type DeltaOrder, runDeltaInWorker, runInWorker } from './client.ts';
import type { DeltaProgress } from './result.ts';
import { verifyDelta } from './verifyDelta.ts';

const workerUrl = new URL('./worker.ts', import.meta.url);
const helperUrl = new URL('./crew/helper.ts', import.meta.url);
const bytes = codeLikeBytes(100_000, 11);
const task = {
  old: syntheticFirmware([syntheticImage('ap', bytes)]),
  new: syntheticFirmware([syntheticImage('ap', laterBuild(bytes, 12))]),
  options: { format: 'ec618-at' },
} satisfies DeltaOrder;

const inlineWorker = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return AppError.from(error).code;
  }
  return 'none';
}

describe('runDeltaInWorker', () => {
  it('builds in another thread, reports progress and leaves the input usable', async () => {
    const seen: DeltaProgress[] = [];
    const result = await runDeltaInWorker(task, { workerUrl, onProgress: (progress) => seen.push(progress) });
    expect(verifyDelta(task.old, task.new, result.bytes).ok).toBe(true);
    expect(seen.some(({ phase, done }) => phase === 'build' && done > 0)).toBe(true);
    expect(seen.at(-1)?.phase).toBe('prove');
  });

  it('builds the same bytes with helpers, and takes them along when it is aborted', async () => {
    const large = codeLikeBytes(300_000, 13);
    const order = {
      ...task,
      old: syntheticFirmware([syntheticImage('ap', large)]),
      new: syntheticFirmware([syntheticImage('ap', laterBuild(large, 14))]),
    };
    const alone = await runDeltaInWorker(order, { workerUrl });
    const together = await runDeltaInWorker(order, { workerUrl, helperUrl, helperCount: 2 });
    expect(together.sha256).toBe(alone.sha256);
    const abort = new AbortController();
    const onProgress = ({ done }: DeltaProgress): void => {
      if (done > 0) abort.abort();
    };
    const options = { workerUrl, helperUrl, helperCount: 2, signal: abort.signal, onProgress };
    expect(await codeOf(runDeltaInWorker(order, options))).toBe('delta.cancelled');
  });

  it('brings refusals over with their code and params', async () => {
    const same = runDeltaInWorker({ ...task, new: task.old }, { workerUrl });
    expect(await codeOf(same)).toBe('delta.identical');
  });

  it('terminates the worker when it is aborted', async () => {
    const abort = new AbortController();
    const run = runDeltaInWorker(task, { workerUrl, signal: abort.signal, onProgress: () => abort.abort() });
    expect(await codeOf(run)).toBe('delta.cancelled');
    expect(await codeOf(runDeltaInWorker(task, { workerUrl, signal: abort.signal }))).toBe('delta.cancelled');
  });

  it('says so when the thread crashes or leaves without an answer', async () => {
    const crash = inlineWorker("throw new Error('out of luck')");
    expect(await codeOf(runDeltaInWorker(task, { workerUrl: crash }))).toBe('delta.workerFailed');
    const leave = inlineWorker('process.exit(3)');
    expect(await codeOf(runDeltaInWorker(task, { workerUrl: leave }))).toBe('delta.workerFailed');
  });
});

describe('the other work of the worker', () => {
  const packed = async (): Promise<Uint8Array> => (await runDeltaInWorker(task, { workerUrl })).bytes;

  it('verifies and rebuilds as the functions themselves do, and says how far it is', async () => {
    const bytes = await packed();
    const { old, new: fresh } = task;
    const seen: DeltaProgress[] = [];
    const options = { workerUrl, onProgress: (progress: DeltaProgress) => seen.push(progress) };
    const verified = await runInWorker({ work: 'verify', old, new: fresh, package: bytes }, options);
    expect(verified).toEqual(verifyDelta(old, fresh, bytes));
    expect(seen.some(({ phase, done, total }) => phase === 'prove' && done > 0 && done <= total)).toBe(true);
    const applied = await runInWorker({ work: 'apply', old, package: bytes }, { workerUrl });
    expect(applied.images.map(({ sha256 }) => sha256)).toEqual([fresh.images[0]?.sha256]);
    const refused = runInWorker({ work: 'verify', old: fresh, new: old, package: bytes }, { workerUrl });
    expect(await codeOf(refused)).toBe('delta.wrongBase');
  });

  it('is ended by a person and by the clock, never waited for without end', async () => {
    const stuck = inlineWorker('setInterval(() => {}, 1000)');
    const work = { work: 'estimate', old: task.old, new: task.new } as const;
    expect(await codeOf(runInWorker(work, { workerUrl: stuck, timeoutMs: 20 }))).toBe('delta.timedOut');
    const abort = new AbortController();
    const run = runInWorker(work, { workerUrl: stuck, signal: abort.signal });
    abort.abort();
    expect(await codeOf(run)).toBe('delta.cancelled');
  });

  it("hands over images that lie in Node's pool of small buffers, as a package of small images leaves them", async () => {
    const fresh = otaFirmware({ script: codeLikeBytes(500, 3) });
    const order = {
      old: null,
      new: fresh,
      options: { format: 'luatos-script', overrideReason: 'no LuaDB' },
    } as const;
    const { bytes } = await runDeltaInWorker(order, { workerUrl });
    const applied = await runInWorker(
      { work: 'apply', old: null, package: Buffer.from(bytes) },
      { workerUrl },
    );
    expect(applied.images.map((image) => image.bytes.length)).toEqual([500]);
  });
});
