import { describe, expect, it } from 'vitest';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { bandsOf, timeAxis } from './bands.ts';
import { curvesOf, signalOf } from './curves.ts';
import { marksOf, witnessOf } from './witnesses.ts';

const place = (seq: number, ms: number) => ({ seq, wallMs: 1_700_000_000_000 + ms, monoMs: ms });
const stage = (seq: number, ms: number, name: string): JournalRow => ({
  ...place(seq, ms),
  kind: 'jobEvent',
  event: 'job.stage',
  params: { stage: name },
  level: 'info',
  jobId: 'j',
});
const at = (seq: number, ms: number, text: string, portId = 'p'): JournalRow => ({
  ...place(seq, ms),
  ...{ kind: 'atLine', direction: 'rx', role: 'urc', text, portId },
});
const asked = (seq: number, ms: number): JournalRow => ({
  ...place(seq, ms),
  ...{ kind: 'httpRequest', exchangeId: 'x', remote: '', method: 'GET', target: '/', head: '' },
});
const answered = (seq: number, ms: number, durationMs: number, sentBytes: number): JournalRow => ({
  ...place(seq, ms),
  ...{ kind: 'httpResponse', exchangeId: 'x', status: 200, reason: 'OK', bodyBytes: sentBytes, sentBytes },
  ...{ durationMs, complete: true, decision: 'wholeFile' },
});
const road = [
  stage(1, 0, 'configure'),
  stage(2, 100, 'request'),
  asked(3, 200),
  stage(4, 250, 'download'),
  answered(5, 1240, 1000, 8000),
  stage(6, 1300, 'verify'),
  stage(7, 1400, 'reboot'),
  stage(8, 1500, 'reconnect'),
  stage(9, 2000, 'apply'),
  stage(10, 2200, 'versionCheck'),
];
const bands = (rows: readonly JournalRow[]) =>
  bandsOf(rows, (row) => row.monoMs).map(({ name, fromMs, toMs }) => [name, fromMs, toMs]);

describe('bands', () => {
  it('follow the stages of the job, with the server answering inside the request', () => {
    expect(bands(road)).toEqual([
      ['request', 100, 250],
      ['answer', 200, 240],
      ['download', 250, 1300],
      ['verify', 1300, 1400],
      ['reboot', 1400, 2000],
      ['apply', 2000, 2200],
      ['versionSeen', 2200, 2200],
    ]);
  });

  it('show without a job what the ports saw', () => {
    const portEvent = (seq: number, ms: number, event: 'vanished' | 'returned'): JournalRow => ({
      ...place(seq, ms),
      ...{ kind: 'portEvent', event, portId: 'p' },
    });
    expect(bands([portEvent(1, 10, 'vanished'), portEvent(2, 90, 'returned')])).toEqual([['reboot', 10, 90]]);
  });

  it('are none without rows', () => expect(bands([])).toEqual([]));
});

describe('the axis', () => {
  it('is the monotonic clock, so that a corrected wall clock bends nothing', () => {
    const rows = [at(1, 0, 'a'), { ...at(2, 500, 'b'), wallMs: 0 }];
    expect(rows.map(timeAxis(rows))).toEqual([1_700_000_000_000, 1_700_000_000_500]);
  });

  it('is the wall clock where Airdock was started again in between', () => {
    const rows = [at(1, 900, 'a'), { ...at(2, 5, 'b'), wallMs: 1_700_000_009_000 }];
    expect(rows.map(timeAxis(rows))).toEqual(rows.map(({ wallMs }) => wallMs));
  });
});

describe('witnesses', () => {
  it.each([
    [at(1, 0, '+UPGRADEIND: 3'), 'at'],
    [at(1, 0, 'I/user.fota report 1'), 'log'],
    [at(1, 0, '[12:00:01.250] E/fota bad md5'), 'log'],
    [at(1, 0, 'anything', 'log port'), 'log'],
    [asked(1, 0), 'http'],
    [stage(1, 0, 'request'), null],
  ])('%#', (row, witness) => expect(witnessOf(row, new Set(['log port']))).toBe(witness));

  it('count their rows along the axis and lead to the first problem', () => {
    const rows = [at(1, 0, 'OK'), at(2, 40, 'ERROR'), at(3, 99, 'OK'), asked(4, 100)];
    expect(marksOf(rows, (row) => row.monoMs, { fromMs: 0, toMs: 100 }, 2, new Set())).toEqual([
      { witness: 'at', column: 0, count: 2, problems: 1, seq: 2 },
      { witness: 'at', column: 1, count: 1, problems: 0, seq: 3 },
      { witness: 'http', column: 1, count: 1, problems: 0, seq: 4 },
    ]);
  });
});

describe('curves', () => {
  it.each([
    ['+CSQ: 24,0', -65],
    ['+CSQ: 99,99', null],
    ['mobile: cell info updated, rsrp -97 rsrq -11', -97],
    ['OK', null],
  ])('%s is %s dBm', (text, dbm) => expect(signalOf(text)).toBe(dbm));

  it('spread an answer over the time that it took', () => {
    const rows = [answered(1, 1000, 1000, 4000)];
    const { served } = curvesOf(rows, (row) => row.monoMs, { fromMs: 0, toMs: 1000 }, 4);
    expect(served).toEqual([4000, 4000, 4000, 4000]);
  });

  it('count what was streamed in steps, and anew with the next piece', () => {
    const streamed = (seq: number, ms: number, sentBytes: number): JournalRow => ({
      ...place(seq, ms),
      ...{ kind: 'jobEvent', event: 'serial.streamed', params: { sentBytes }, level: 'info' },
    });
    const rows = [streamed(1, 0, 100), streamed(2, 600, 300), streamed(3, 999, 50)];
    const { serial } = curvesOf(rows, (row) => row.monoMs, { fromMs: 0, toMs: 1000 }, 2);
    expect(serial).toEqual([200, 500]);
  });
});
