import { describe, expect, test } from 'vitest';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { Job, JobState } from '../../../shared/contract/job.ts';
import { followGuardedJobs, type GuardedState } from './guardedJobs.ts';

type Listener = Parameters<CoreClient['jobs']['all']>[1];

function job(id: string, guarded: boolean, state: JobState): Job {
  return { id, kind: 'upgrade', title: {}, createdAtMs: 0, state, resources: [], guarded };
}
const queued: JobState = { phase: 'queued' };
const running = (done: number, total?: number): JobState => ({
  phase: 'running',
  stage: 'download',
  progress: { phase: 'x', done, unit: 'bytes', ...(total === undefined ? {} : { total }) },
});

function follow() {
  const states: GuardedState[] = [];
  const heard: Listener[] = [];
  const jobs = {
    all(_params: object, listener: Listener) {
      heard.push(listener);
      return () => {};
    },
  };
  // Only `all` is asked for.
  followGuardedJobs({ jobs } as unknown as CoreClient, (state) => states.push(state));
  const [listener] = heard;
  if (listener === undefined) throw new Error('not subscribed');
  return { states, listener };
}

describe('guarded jobs', () => {
  test('count only while they run', () => {
    const { states, listener } = follow();
    listener.onSnapshot([job('1', true, queued), job('2', false, running(1))]);
    listener.onChanges([{ kind: 'jobChanged', job: job('1', true, running(1)) }]);
    listener.onChanges([
      { kind: 'jobChanged', job: job('1', true, { phase: 'cancelling', stage: 'download' }) },
    ]);
    listener.onChanges([{ kind: 'jobRemoved', id: '1' }]);
    expect(states.map((state) => state.guarded)).toEqual([0, 1, 0]);
  });

  test('progress is that of the only running job, never beyond its end', () => {
    const { states, listener } = follow();
    listener.onSnapshot([job('1', true, running(1, 4))]);
    listener.onChanges([{ kind: 'jobChanged', job: job('1', true, running(9, 4)) }]);
    listener.onChanges([{ kind: 'jobChanged', job: job('2', true, running(0, 4)) }]);
    expect(states.map((state) => state.progress)).toEqual([0.25, 1, null]);
  });

  test('a fresh snapshot replaces what was known', () => {
    const { states, listener } = follow();
    listener.onSnapshot([job('1', true, running(1))]);
    listener.onSnapshot([]);
    expect(states.map((state) => state.guarded)).toEqual([1, 0]);
  });
});
