import { describe, expect, test } from 'vitest';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { Job, JobState } from '../../../shared/contract/job.ts';
import { followGuardedJobs } from './guardedJobs.ts';

type Listener = Parameters<CoreClient['jobs']['all']>[1];

function job(id: string, guarded: boolean, state: JobState): Job {
  return { id, kind: 'upgrade', title: {}, createdAtMs: 0, state, resources: [], guarded };
}
const queued: JobState = { phase: 'queued' };
const running: JobState = { phase: 'running', stage: 'download' };

function follow() {
  const states: number[] = [];
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
    listener.onSnapshot([job('1', true, queued), job('2', false, running)]);
    listener.onChanges([{ kind: 'jobChanged', job: job('1', true, running) }]);
    listener.onChanges([
      { kind: 'jobChanged', job: job('1', true, { phase: 'cancelling', stage: 'download' }) },
    ]);
    listener.onChanges([{ kind: 'jobRemoved', id: '1' }]);
    expect(states).toEqual([0, 1, 0]);
  });

  test('a fresh snapshot replaces what was known', () => {
    const { states, listener } = follow();
    listener.onSnapshot([job('1', true, running)]);
    listener.onSnapshot([]);
    expect(states).toEqual([1, 0]);
  });
});
