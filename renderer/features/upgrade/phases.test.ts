import { describe, expect, it } from 'vitest';
import type { Job, JobState } from '../../../shared/contract/job.ts';
import { phaseLines } from './phases.ts';

function job(state: JobState, way: 'http' | 'serial' = 'http'): Job {
  return {
    id: 'j',
    kind: 'upgrade',
    title: {},
    createdAtMs: 0,
    state,
    resources: [],
    guarded: true,
    result: { kind: 'upgrade', way, portId: 'virtual:1', settings: [] },
  };
}
const short = (of: Job) => phaseLines(of, true).map(({ stage, state }) => `${stage} ${state}`);
const verdict = {
  code: 'x',
  params: {},
  domain: 'module' as const,
  retry: 'later' as const,
  remedies: [],
  evidence: [],
};

describe('the list of phases', () => {
  it('has one active line, done ones before it and waiting ones after it', () => {
    const lines = short(job({ phase: 'running', stage: 'download' }));
    expect(lines.filter((line) => line.endsWith('active'))).toEqual(['download active']);
    expect(lines.slice(0, 3)).toEqual(['identify done', 'configure done', 'request done']);
    expect(lines.at(-1)).toBe('restore waiting');
  });

  it('leaves out the settings where the URL comes with the order', () => {
    const lines = phaseLines(job({ phase: 'running', stage: 'download' }), false).map(({ stage }) => stage);
    expect(lines).not.toContain('configure');
    expect(lines).not.toContain('restore');
    expect(lines).toContain('request');
  });

  it('leaves out the URL over the serial port', () => {
    expect(short(job({ phase: 'running', stage: 'request' }, 'serial'))).not.toContain('configure done');
  });

  it('shows a stage that is not on the usual road where it belongs', () => {
    expect(short(job({ phase: 'running', stage: 'build' }))[0]).toBe('build active');
  });

  it('marks where it failed and promises nothing after it', () => {
    const lines = short(
      job({ phase: 'ended', endedAtMs: 1, verdict: { ...verdict, outcome: 'failed', stage: 'verify' } }),
    );
    expect(lines).toContain('verify failed');
    expect(lines).toContain('reboot waiting');
  });

  it('is all done after a success', () => {
    const lines = phaseLines(
      job({ phase: 'ended', endedAtMs: 1, verdict: { ...verdict, outcome: 'succeeded', stage: 'done' } }),
      true,
    );
    expect(lines.every(({ state }) => state === 'done')).toBe(true);
  });
});
