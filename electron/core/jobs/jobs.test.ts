import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Job, jobSchema } from '../../../shared/contract/job.ts';
import type { JournalEntry, JournalRow } from '../../../shared/contract/journal.ts';
import type { Verdict } from '../../../shared/contract/verdict.ts';
import { AppError } from '../../../shared/errors.ts';
import { createFakeClock, type FakeClock } from '../../../test/support/fakeClock.ts';
import { openMemoryStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import type { JobChange } from './changeFeed.ts';
import type { JobContext } from './jobContext.ts';
import { createJobs, type JobSpec, type Jobs } from './jobs.ts';

let store: Store;
let clock: FakeClock;
let rows: JournalRow[];
let jobs: Jobs;

const journal = {
  append(entry: JournalEntry): JournalRow {
    const row: JournalRow = {
      ...entry,
      seq: rows.length + 1,
      wallMs: clock.wallMs(),
      monoMs: clock.monoMs(),
    };
    rows.push(row);
    return row;
  },
};

function newJobs(): Jobs {
  let count = 0;
  return createJobs({
    store,
    journal,
    clock,
    newId: () => `j${store.all('SELECT id FROM jobs').length}${count++}`,
  });
}

beforeEach(() => {
  store = openMemoryStore();
  clock = createFakeClock();
  rows = [];
  jobs = newJobs();
});
afterEach(() => store.close());

const succeeded: Verdict = {
  outcome: 'succeeded',
  code: 'delta.proved',
  params: {},
  domain: 'airdock',
  stage: 'done',
  retry: 'pointless',
  remedies: [],
  evidence: [1],
};

/** A job whose body the test drives. */
function startHeld(changes: Partial<JobSpec> = {}) {
  let finish: (verdict: Verdict) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  let given: JobContext | null = null;
  const job = jobs.start({
    kind: 'upgrade',
    title: { port: 'COM3' },
    resources: [],
    guarded: false,
    run: (context) => {
      given = context;
      return new Promise((resolve, reject) => {
        finish = resolve;
        fail = reject;
      });
    },
    ...changes,
  });
  const context = async (): Promise<JobContext> => {
    await Promise.resolve();
    if (given === null) throw new Error('the job was not run');
    return given;
  };
  return {
    id: job.id,
    job,
    context,
    finish: (verdict = succeeded) => finish(verdict),
    fail: (error: unknown) => fail(error),
  };
}

async function verdictOf(id: string): Promise<Verdict> {
  const { state } = await jobs.whenEnded(id);
  if (state.phase !== 'ended') throw new Error('not ended');
  return state.verdict;
}

function thrownBy(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function events(): string[] {
  return rows.map((row) => (row.kind === 'jobEvent' || row.kind === 'appEvent' ? row.event : row.kind));
}

describe('a job that ends by itself', () => {
  it('goes from running through its stages to the verdict it returned, each a row and each saved', async () => {
    const held = startHeld();
    expect(held.job.state).toEqual({ phase: 'running', stage: 'prepare' });
    const context = await held.context();
    context.stage('download');
    expect(store.get('SELECT data FROM jobs')?.['data']).toContain('"stage":"download"');
    held.finish();
    expect(await verdictOf(held.id)).toEqual(succeeded);
    expect(events()).toEqual(['job.started', 'job.stage', 'jobEnded']);
    expect(jobSchema.parse(jobs.get(held.id))).toEqual(jobs.get(held.id));
  });

  it('is there again after a restart, result and verdict included', async () => {
    const held = startHeld({ kind: 'delta' });
    (await held.context()).result({ kind: 'delta', packageSha256: 'a'.repeat(64) });
    held.finish();
    await jobs.whenEnded(held.id);
    const before = jobs.list();
    jobs = newJobs();
    expect(jobs.list()).toEqual(before);
    expect(before[0]?.result).toEqual({ kind: 'delta', packageSha256: 'a'.repeat(64) });
  });

  it('lays what it learns about an upgrade over what it knew', async () => {
    const held = startHeld();
    const context = await held.context();
    context.result({ kind: 'upgrade', way: 'http', portId: 'p', settings: [] });
    context.result({ kind: 'upgrade', from: 'V1' });
    expect(jobs.get(held.id).result).toEqual({
      kind: 'upgrade',
      way: 'http',
      portId: 'p',
      settings: [],
      from: 'V1',
    });
    expect(() => context.result({ kind: 'upgrade', packageSha256: 'no digest' })).toThrow();
  });

  it('gives a verdict without evidence the rows that the job reported, and says it when there are none', async () => {
    const telling = startHeld({
      run: async (context) => ({
        ...succeeded,
        evidence: [],
        params: { at: context.event('delta.proved').seq },
      }),
    });
    const verdict = await verdictOf(telling.id);
    expect(verdict.evidence).toEqual([verdict.params['at']]);
    const silent = startHeld({ run: async () => ({ ...succeeded, evidence: [] }) });
    expect((await verdictOf(silent.id)).evidence).toEqual([]);
    expect(events()).toContain('job.noEvidence');
  });

  it('makes its rows durable before its verdict, and ends although the disk is full', async () => {
    const order: string[] = [];
    let refuse = (_: unknown): void => undefined;
    const flush = () => {
      order.push('flush');
      return new Promise<void>((_, reject) => {
        refuse = reject;
      });
    };
    jobs = createJobs({ store, journal: { ...journal, flush }, clock });
    jobs.onChange((change) => change.kind === 'jobChanged' && order.push(change.job.state.phase));
    const held = startHeld({ run: async () => succeeded });
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(order).toEqual(['running', 'flush']);
    expect(jobs.get(held.id).state.phase).toBe('running');
    refuse(new AppError('journal.diskFull'));
    await jobs.whenEnded(held.id);
    expect(order).toEqual(['running', 'flush', 'ended']);
  });

  it('does not wait for a disk that never answers', async () => {
    jobs = createJobs({ store, journal: { ...journal, flush: () => new Promise(() => undefined) }, clock });
    const held = startHeld({ run: async () => succeeded });
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    clock.advance(2000);
    expect((await verdictOf(held.id)).outcome).toBe('succeeded');
  });
});

describe('a job that throws', () => {
  it('fails with its error, its stage and a row as evidence', async () => {
    const held = startHeld();
    (await held.context()).stage('identify');
    held.fail(new AppError('modem.timeout', { command: 'ATI' }, { retry: 'yes' }));
    const verdict = await verdictOf(held.id);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      code: 'job.error',
      domain: 'airdock',
      stage: 'identify',
      retry: 'helps',
    });
    const row = rows[(verdict.evidence[0] ?? 0) - 1];
    expect(row).toMatchObject({
      event: 'job.error',
      level: 'error',
      params: { error: 'modem.timeout', command: 'ATI' },
    });
    expect(jobs.get(held.id).error).toEqual({
      code: 'modem.timeout',
      params: { command: 'ATI' },
      retry: 'yes',
    });
    expect(rows.at(-1)).toMatchObject({ kind: 'jobEnded', error: { code: 'modem.timeout' } });
  });

  it('fails the same way when its body throws before its first await, or throws no error at all', async () => {
    const sudden = startHeld({
      run: () => {
        throw new TypeError('oops');
      },
    });
    expect((await jobs.whenEnded(sudden.id)).error?.code).toBe('rpc.internal');
    const odd = startHeld();
    await odd.context();
    odd.fail('a string');
    expect((await jobs.whenEnded(odd.id)).error?.params).toEqual({ reason: 'a string' });
  });
});

describe('cancelling', () => {
  it('asks the job, which ends as cancelled by the person when it obeys', async () => {
    const held = startHeld();
    const { signal } = await held.context();
    signal.addEventListener('abort', () => held.fail(signal.reason));
    jobs.cancel(held.id);
    jobs.cancel(held.id);
    expect(jobs.get(held.id).state).toEqual({ phase: 'cancelling', stage: 'prepare' });
    expect(await verdictOf(held.id)).toMatchObject({
      outcome: 'cancelled',
      code: 'upgrade.cancelled',
      domain: 'person',
    });
    expect(events().filter((event) => event === 'job.cancelAsked')).toHaveLength(1);
    expect(thrownBy(() => jobs.cancel(held.id)).code).toBe('job.notCancellable');
  });

  it('keeps what had already happened', async () => {
    const held = startHeld();
    await held.context();
    jobs.cancel(held.id);
    (await held.context()).stage('restore');
    expect(jobs.get(held.id).state).toEqual({ phase: 'cancelling', stage: 'restore' });
    held.finish();
    expect((await verdictOf(held.id)).outcome).toBe('succeeded');
  });

  it('does not hide an error that came after the wish', async () => {
    const held = startHeld();
    await held.context();
    jobs.cancel(held.id);
    held.fail(new AppError('port.closed', { id: 'p' }));
    expect((await verdictOf(held.id)).outcome).toBe('failed');
  });

  it('stops everything on close: nobody cancelled it, so it is interrupted, now or at the next start', async () => {
    const obedient = startHeld({
      run: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const stubborn = startHeld();
    await stubborn.context();
    const closed = jobs.close(1000);
    await jobs.whenEnded(obedient.id);
    clock.advance(1000);
    await closed;
    jobs = newJobs();
    expect(await verdictOf(obedient.id)).toMatchObject({ outcome: 'interrupted', domain: 'airdock' });
    expect(await verdictOf(stubborn.id)).toMatchObject({ outcome: 'interrupted' });
  });
});

describe('after a crash', () => {
  it.each([
    ['upgrade', 'identify', ['tryAgain']],
    ['upgrade', 'configure', ['restoreUrlByHand', 'tryAgain']],
    ['upgrade', 'download', ['letModuleFinish', 'readVersionLater', 'restoreUrlByHand', 'tryAgain']],
    ['delta', 'build', ['tryAgain']],
  ] as const)('an %s job in stage %s is interrupted and says what to do', async (kind, stage, remedies) => {
    const held = startHeld({ kind, resources: ['port:p'], guarded: true });
    (await held.context()).stage(stage);
    jobs = newJobs();
    const job = jobs.get(held.id);
    expect(job).toMatchObject({ resources: [], guarded: false });
    const verdict = await verdictOf(held.id);
    expect(verdict).toMatchObject({ outcome: 'interrupted', code: `${kind}.interrupted`, stage, remedies });
    expect(rows[(verdict.evidence[0] ?? 0) - 1]).toMatchObject({ event: 'job.interrupted', jobId: held.id });
    expect(rows.at(-1)).toMatchObject({ kind: 'jobEnded', jobId: held.id });
    startHeld({ resources: ['port:p'] });
  });

  it('says it only once', async () => {
    startHeld();
    jobs = newJobs();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    const before = rows.length;
    jobs = newJobs();
    expect(rows).toHaveLength(before);
  });

  it('reports a saved job that it cannot read, and keeps it', () => {
    store.run('INSERT INTO jobs VALUES (?, ?, ?, ?)', 'odd', 1, 'running', '{"kind":"later"}');
    jobs = newJobs();
    expect(jobs.list()).toEqual([]);
    expect(rows.at(-1)).toMatchObject({ event: 'job.unreadable', params: { id: 'odd' } });
    expect(store.all('SELECT id FROM jobs')).toHaveLength(1);
  });

  it('goes on working when the database refuses to save', async () => {
    const held = startHeld();
    const context = await held.context();
    store.close();
    context.stage('download');
    held.finish();
    expect((await verdictOf(held.id)).outcome).toBe('succeeded');
    expect(events()).toContain('job.notSaved');
    store = openMemoryStore();
  });
});

describe('resources and guards', () => {
  it('refuses a second job for the same resource and frees it at the end, whatever the end', async () => {
    const first = startHeld({ resources: ['port:a', 'port:b'] });
    const refusal = thrownBy(() => startHeld({ resources: ['port:c', 'port:b'] }));
    expect(refusal).toMatchObject({
      code: 'job.resourceBusy',
      params: { resource: 'port:b', jobId: first.id },
      retry: 'later',
    });
    const other = startHeld({ resources: ['port:c'] });
    await first.context();
    first.fail(new Error('end'));
    await jobs.whenEnded(first.id);
    expect(jobs.get(first.id).resources).toEqual([]);
    startHeld({ resources: ['port:a', 'port:b'] });
    expect(jobs.get(other.id).resources).toEqual(['port:c']);
  });

  it('lets jobs share what they declare as shared, but gives nobody all of it', () => {
    startHeld({ sharedResources: ['otaServer'] });
    const second = startHeld({ sharedResources: ['otaServer'], resources: ['port:x'] });
    expect(second.job.resources).toEqual(['port:x', 'otaServer']);
    expect(thrownBy(() => startHeld({ resources: ['otaServer'] })).code).toBe('job.resourceBusy');
    startHeld({ resources: ['port:y'] });
  });

  it('takes and returns a resource on the way', async () => {
    const held = startHeld();
    const context = await held.context();
    const release = context.hold('port:later');
    expect(jobs.get(held.id).resources).toEqual(['port:later']);
    expect(thrownBy(() => startHeld({ resources: ['port:later'] })).code).toBe('job.resourceBusy');
    release();
    startHeld({ resources: ['port:later'] });
    expect(() => context.hold('port:later')).toThrow(AppError);
  });

  it('cannot take anything after its end', async () => {
    const held = startHeld();
    const context = await held.context();
    held.finish();
    await jobs.whenEnded(held.id);
    expect(thrownBy(() => context.hold('port:p')).code).toBe('job.unknown');
    jobs.remove(held.id);
    context.progress({ phase: 'download', done: 1, unit: 'bytes' });
    expect(jobs.list()).toEqual([]);
  });

  it('guards while asked to, and never after its end', async () => {
    const held = startHeld();
    const context = await held.context();
    expect(jobs.activeGuards()).toEqual([]);
    context.guard(true);
    expect(jobs.activeGuards().map((job) => job.id)).toEqual([held.id]);
    held.finish();
    await jobs.whenEnded(held.id);
    expect(jobs.activeGuards()).toEqual([]);
    context.guard(true);
    context.stage('download');
    expect(jobs.get(held.id)).toMatchObject({ guarded: false, state: { phase: 'ended' } });
  });
});

describe('listeners', () => {
  const doneOf = (job: Job): number =>
    job.state.phase === 'running' ? (job.state.progress?.done ?? -1) : -1;

  it('hear of progress at most ten times a second, and always of the last', async () => {
    const held = startHeld();
    const context = await held.context();
    const heard: number[] = [];
    jobs.onChange((change) => change.kind === 'jobChanged' && heard.push(doneOf(change.job)));
    for (let ms = 0; ms < 1000; ms += 5) {
      context.progress({ phase: 'download', done: ms, total: 1000, unit: 'bytes' });
      clock.advance(5);
    }
    expect(heard.length).toBeLessThanOrEqual(11);
    clock.advance(100);
    expect(heard.at(-1)).toBe(995);
    expect(doneOf(jobs.get(held.id))).toBe(995);
  });

  it('hear of a transition at once, and of no older progress after it', async () => {
    const held = startHeld();
    const context = await held.context();
    const heard: JobChange[] = [];
    const stop = jobs.onChange((change) => heard.push(change));
    context.progress({ phase: 'download', done: 1, unit: 'bytes' });
    context.progress({ phase: 'download', done: 2, unit: 'bytes' });
    context.stage('reboot');
    clock.advance(1000);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toMatchObject({ job: { state: { phase: 'running', stage: 'reboot' } } });
    stop();
    context.stage('apply');
    expect(heard).toHaveLength(2);
  });

  it('do not make the database write for progress', async () => {
    const held = startHeld();
    const context = await held.context();
    const before = store.get('SELECT data FROM jobs');
    context.progress({ phase: 'download', done: 1, unit: 'bytes' });
    expect(store.get('SELECT data FROM jobs')).toEqual(before);
  });

  it('cannot keep a job from ending by throwing', async () => {
    jobs.onChange(() => {
      throw new Error('bad view');
    });
    const held = startHeld({ resources: ['port:p'] });
    await held.context();
    held.finish();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(jobs.get(held.id).state.phase).toBe('ended');
    expect(events()).toContain('job.listenerFailed');
  });

  it('hear of a removal; only an ended job can be removed', async () => {
    const held = startHeld();
    await held.context();
    expect(thrownBy(() => jobs.remove(held.id)).code).toBe('job.stillRunning');
    held.finish();
    await jobs.whenEnded(held.id);
    const heard: JobChange[] = [];
    jobs.onChange((change) => heard.push(change));
    jobs.remove(held.id);
    expect(heard).toEqual([{ kind: 'jobRemoved', id: held.id }]);
    expect(thrownBy(() => jobs.get(held.id))).toMatchObject({ code: 'job.unknown', params: { id: held.id } });
    expect(newJobs().list()).toEqual([]);
  });
});
