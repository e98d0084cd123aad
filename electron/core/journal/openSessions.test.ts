import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { createOpenSessions } from './openSessions.ts';

const at = (seq: number, entry: JournalEntry) => ({ ...entry, seq, wallMs: seq, monoMs: seq });

describe('what retention has to spare', () => {
  it('begins with the lease of a held port and ends with its release, also where the port vanished meanwhile', () => {
    const sessions = createOpenSessions();
    expect(sessions.keepFromSeq()).toBe(Number.POSITIVE_INFINITY);
    sessions.note(at(5, { kind: 'portEvent', event: 'leaseTaken', portId: 'p' }));
    sessions.note(at(6, { kind: 'portEvent', event: 'opened', portId: 'p' }));
    sessions.note(at(7, { kind: 'portEvent', event: 'leaseTaken', portId: 'q' }));
    sessions.note(at(8, { kind: 'portEvent', event: 'vanished', portId: 'p' }));
    expect(sessions.keepFromSeq()).toBe(5);
    sessions.note(at(9, { kind: 'portEvent', event: 'leaseReleased', portId: 'p' }));
    expect(sessions.keepFromSeq()).toBe(7);
    sessions.note(at(10, { kind: 'portEvent', event: 'openFailed', portId: 'q' }));
    expect(sessions.keepFromSeq()).toBe(Number.POSITIVE_INFINITY);
  });

  it('begins with the first row of a running job; what it says after its end does not count', () => {
    const sessions = createOpenSessions();
    const verdict = {
      ...{ outcome: 'cancelled' as const, code: 'job.cancelled', params: {}, domain: 'person' as const },
      ...{ stage: 'done' as const, retry: 'later' as const, remedies: [], evidence: [] },
    };
    const said = { kind: 'jobEvent', jobId: 'j', event: 'x', params: {}, level: 'info' } as const;
    sessions.note(at(3, said));
    expect(sessions.keepFromSeq()).toBe(3);
    sessions.note(at(4, { kind: 'jobEnded', jobId: 'j', verdict }));
    sessions.note(at(5, said));
    expect(sessions.keepFromSeq()).toBe(Number.POSITIVE_INFINITY);
  });
});
