import { describe, expect, it } from 'vitest';
import type { JournalSession } from '../../shared/contract/journalSession.ts';
import { isEmptySelection, selectionOf } from './bundleDraft.ts';

const session = (id: number, more: Partial<JournalSession>): JournalSession => ({
  ...{ id, kind: 'port', open: false, firstSeq: id * 10, lastSeq: id * 10 + 5, firstMs: 0, lastMs: 1 },
  ...{ rows: 6, lines: 3, errors: 0, rxBytes: 1, txBytes: 1 },
  ...more,
});
const draft = (sessions: readonly number[]) => ({
  ...{ sessions: new Set(sessions), recordings: new Set<string>(), redact: true, firmware: false },
});

describe('what a bundle is asked to hold', () => {
  const all = [
    session(1, { portId: 'p1' }),
    session(2, { kind: 'job', jobId: 'j1', portId: 'p1' }),
    session(3, { kind: 'job', jobId: 'j1', portId: 'p2' }),
    session(4, { kind: 'job', jobId: 'forgotten', portId: 'p2' }),
  ];

  it('is a job once for all of its ports, and a stretch for anything else', () => {
    expect(selectionOf(draft([1, 2, 3]), all, ['j1'])).toEqual({
      ...{ jobIds: ['j1'], stretches: [{ fromSeq: 10, toSeq: 15, portId: 'p1' }], recordingIds: [] },
      ...{ redact: true, includeFirmware: false },
    });
  });

  it('is the rows of a job that was forgotten since', () => {
    expect(selectionOf(draft([4]), all, ['j1'])).toMatchObject({
      ...{ jobIds: [], stretches: [{ fromSeq: 40, toSeq: 45, portId: 'p2' }] },
    });
  });

  it('is nothing while nothing is chosen', () => {
    expect(isEmptySelection(selectionOf(draft([]), all, []))).toBe(true);
    expect(isEmptySelection(selectionOf(draft([1]), all, []))).toBe(false);
  });
});
