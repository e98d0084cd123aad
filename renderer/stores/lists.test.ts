import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/contract/job.ts';
import type { PortInfo } from '../../shared/contract/port.ts';
import { demoPair } from './appInfo.ts';
import { elapsedMs, percentText, shareDone } from './jobProgress.ts';
import { applyJobChange, foremostJob } from './jobs.ts';
import { applyPortChange } from './ports.ts';

const job = (id: string, kind: Job['kind'] = 'delta'): Job => ({
  id,
  kind,
  title: {},
  createdAtMs: 1000,
  state: { phase: 'running', stage: 'build' },
  resources: [],
  guarded: false,
});
const ended = (id: string): Job => ({
  ...job(id),
  state: {
    phase: 'ended',
    endedAtMs: 4500,
    verdict: {
      outcome: 'failed',
      code: 'x',
      params: {},
      domain: 'module',
      stage: 'done',
      retry: 'later',
      remedies: [],
      evidence: [],
    },
  },
});

describe('the list of jobs', () => {
  it('puts a new job last and changes a known one in its place', () => {
    const two = [job('a'), job('b')];
    expect(applyJobChange(two, { kind: 'jobChanged', job: job('c') }).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ]);
    const changed = applyJobChange(two, { kind: 'jobChanged', job: ended('a') });
    expect(changed.map(({ id, state }) => `${id} ${state.phase}`)).toEqual(['a ended', 'b running']);
  });

  it('forgets a removed job', () => {
    expect(applyJobChange([job('a')], { kind: 'jobRemoved', id: 'a' })).toEqual([]);
  });

  it('shows an upgrade before a build, and nothing that has ended', () => {
    expect(foremostJob([job('u', 'upgrade'), job('d')])?.id).toBe('u');
    expect(foremostJob([ended('a')])).toBeUndefined();
  });
});

describe('the list of ports', () => {
  it('keeps the place of a port that vanishes and returns', () => {
    const port = (id: string, presence: PortInfo['presence']): PortInfo => ({
      id,
      kind: 'serial',
      path: id,
      label: id,
      role: { guess: 'unknown', reason: 'plainUart' },
      presence,
    });
    const ports = [port('a', 'present'), port('b', 'present')];
    const gone = applyPortChange(ports, { kind: 'portChanged', port: port('a', 'gone') });
    expect(gone.map(({ id, presence }) => `${id} ${presence}`)).toEqual(['a gone', 'b present']);
  });
});

describe('progress', () => {
  it('knows its share from a total, or from percent alone', () => {
    expect(shareDone({ phase: 'x', done: 30, total: 120, unit: 'bytes' })).toBe(0.25);
    expect(percentText({ phase: 'x', done: 7, unit: 'percent' })).toBe('7%');
  });

  it('claims nothing where the end is not known', () => {
    expect(shareDone({ phase: 'x', done: 30, unit: 'bytes' })).toBeNull();
    expect(percentText(undefined)).toBe('');
  });

  it('stops its clock when the job has ended', () => {
    expect(elapsedMs(ended('a'), 99_000)).toBe(3500);
    expect(elapsedMs(job('a'), 3000)).toBe(2000);
  });
});

describe('the demo pair', () => {
  const info = (...names: string[]) => ({
    version: '1',
    host: 'local' as const,
    dataFolder: '/',
    platform: '',
    node: '',
    capabilities: { pickFiles: false, saveFiles: false, reveal: false, upload: true },
    demoFiles: names.map((name) => ({ name, sizeBytes: 1 })),
  });

  it('is the older and the newer AT release', () => {
    expect(demoPair(info('x_V1002.binpkg', 'demo.soc', 'x_V1001.binpkg', 'DEMO_other_V1.binpkg'))).toEqual({
      old: 'x_V1001.binpkg',
      new: 'x_V1002.binpkg',
    });
  });

  it('is absent when one is missing', () => {
    expect(demoPair(info('x.binpkg', 'demo.soc'))).toBeNull();
    expect(demoPair(null)).toBeNull();
  });
});
