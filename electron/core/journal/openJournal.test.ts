import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry, JournalRow } from '../../../shared/contract/journal.ts';
import type { AppError } from '../../../shared/errors.ts';
import { createFakeClock } from '../../../test/support/fakeClock.ts';
import { resolveWorkerUrls } from '../workers.ts';
import { type DiskJournal, type JournalOptions, openJournal } from './openJournal.ts';
import { journalWorkerAt } from './startWorker.ts';
import { createLocalWorkers } from './testing/localWorker.ts';
import { realClock } from './testing/realClock.ts';

const workerUrl = resolveWorkerUrls(import.meta.url).journal;
const startThread = journalWorkerAt(workerUrl);
let folder = '';
const opened: DiskJournal[] = [];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'airdock-journal-')), 'journal');
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close().catch(() => undefined);
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

async function open(options: Partial<JournalOptions> = {}): Promise<DiskJournal> {
  const journal = await openJournal({ folder, clock: realClock, startWorker: startThread, ...options });
  opened.push(journal);
  return journal;
}

/** No thread, no waiting: for the many cases in which only the files matter. */
function openLocal(options: Partial<JournalOptions> = {}): Promise<DiskJournal> {
  return open({ startWorker: createLocalWorkers().start, ...options });
}

function event(name: string, jobId?: string): JournalEntry {
  return { kind: 'appEvent', event: name, params: {}, ...(jobId === undefined ? {} : { jobId }) };
}

function names(rows: readonly JournalRow[]): string[] {
  return rows.map((row) => (row.kind === 'appEvent' ? row.event : row.kind));
}

function segments(): string[] {
  return readdirSync(folder).sort();
}

function segmentPath(index: number): string {
  return join(folder, segments().at(index) ?? '');
}

describe('the journal over its worker thread', () => {
  it('gives sequence and times at once and has every row after a restart', async () => {
    const first = await open();
    const written = ['one', 'two', '三'].map((name) => first.append(event(name)));
    expect(written.map((row) => row.seq)).toEqual([1, 2, 3]);
    expect(written[0]?.wallMs).toBeGreaterThan(1_700_000_000_000);
    await first.close();
    const second = await open();
    expect(second.lastSeq()).toBe(3);
    expect(await second.read({}, 1, 10)).toEqual(written);
    expect(second.append(event('four')).seq).toBe(4);
  });

  it('reads across memory and files, by job, port and kind, forwards and backwards', async () => {
    const first = await open();
    for (let index = 0; index < 3000; index += 1)
      first.append(event(`old${index}`, index % 100 === 0 ? 'j1' : 'j2'));
    await first.close();
    const journal = await open({ tail: { rows: 10, bytes: 1e9 } });
    for (let index = 0; index < 50; index += 1) journal.append(event(`new${index}`, 'j1'));
    journal.append({ kind: 'serialBytes', direction: 'rx', bytes: 'AAA=', portId: 'p1' });
    await journal.flush();
    expect(await journal.read({}, 1, 5000)).toHaveLength(3051);
    const ofJob = await journal.read({ jobId: 'j1' }, 1, 5000);
    expect(names(ofJob).slice(28, 32)).toEqual(['old2800', 'old2900', 'new0', 'new1']);
    expect(names(await journal.last({ jobId: 'j1' }, 52)).slice(0, 3)).toEqual([
      'old2800',
      'old2900',
      'new0',
    ]);
    expect(names(await journal.last({ portId: 'p1' }, 5))).toEqual(['serialBytes']);
    expect(names(await journal.last({ without: ['appEvent'] }, 5))).toEqual(['serialBytes']);
    expect(names(await journal.read({}, 2999, 3))).toEqual(['old2998', 'old2999', 'new0']);
    expect(await journal.read({}, 9999, 3)).toEqual([]);
  });

  it('answers a read with rows that no file has yet', async () => {
    const journal = await open({ clock: createFakeClock() });
    journal.append(event('unwritten'));
    expect(names(await journal.read({}, 1, 10))).toEqual(['unwritten']);
    expect(names(await journal.last({}, 10))).toEqual(['unwritten']);
  });

  it.skipIf(process.platform === 'win32')('lets nobody but the owner read its files', async () => {
    const journal = await open();
    journal.append(event('secret'));
    await journal.flush();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(segmentPath(0)).mode & 0o777).toBe(0o600);
  });

  it('refuses a regular file in the place of its folder', async () => {
    writeFileSync(folder, 'in the way');
    await expect(open()).rejects.toMatchObject({ code: 'host.dataFolderUnusable', params: { path: folder } });
  });

  it('says that a row came too late instead of throwing', async () => {
    const journal = await open();
    const codes: string[] = [];
    journal.onTrouble((error) => codes.push(error.code));
    await journal.close();
    journal.append(event('late'));
    expect(codes).toEqual(['journal.closed']);
  });
});

describe('rotation and retention', () => {
  const row = (index: number): JournalEntry => event(`${index}`.padStart(200, '.'));

  async function fill(journal: DiskJournal, rows: number): Promise<void> {
    for (let index = 0; index < rows; index += 1) {
      journal.append(row(index));
      if (index % 10 === 9) await journal.flush();
    }
  }

  it('begins a new segment by size and reads over the seams', async () => {
    const journal = await openLocal({ segmentBytes: 4096, tail: { rows: 1, bytes: 1e9 } });
    await fill(journal, 100);
    expect(segments().length).toBeGreaterThan(5);
    for (const name of segments()) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(4096);
    expect((await journal.read({}, 1, 1000)).map((each) => each.seq)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
    expect((await journal.last({}, 33)).map((each) => each.seq)).toEqual(
      Array.from({ length: 33 }, (_, i) => i + 68),
    );
  });

  it('removes the oldest segments beyond the size, says so, and goes on counting', async () => {
    const journal = await openLocal({
      segmentBytes: 4096,
      retention: { totalBytes: 10_000, maxAgeMs: 1e15 },
      tail: { rows: 1, bytes: 1e9 },
    });
    await fill(journal, 200);
    const total = segments().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(total).toBeLessThan(10_000 + 4096);
    const rows = await journal.read({}, 1, 1000);
    expect(rows[0]?.seq).toBeGreaterThan(100);
    expect(names(rows)).toContain('journal.retired');
    await journal.close();
    expect((await openLocal()).lastSeq()).toBe(rows.at(-1)?.seq);
  });

  it('removes by age, but never the segment that is open', async () => {
    const clock = createFakeClock(Date.now());
    const journal = await openLocal({
      clock,
      segmentBytes: 4096,
      retention: { totalBytes: 1e9, maxAgeMs: 1000 },
    });
    await fill(journal, 60);
    expect(segments().length).toBeGreaterThan(2);
    clock.advance(4 * 3600_000);
    journal.append(event('days later'));
    await journal.flush();
    expect(segments()).toHaveLength(1);
  });

  it('keeps every row of a running job and lets them go when it has ended', async () => {
    const journal = await openLocal({
      segmentBytes: 4096,
      retention: { totalBytes: 5000, maxAgeMs: 1e15 },
      tail: { rows: 1, bytes: 1e9 },
    });
    journal.append(event('begin', 'j1'));
    await fill(journal, 100);
    expect(names(await journal.read({ jobId: 'j1' }, 1, 10))).toEqual(['begin']);
    const verdict = {
      outcome: 'succeeded',
      code: 'x',
      params: {},
      domain: 'module',
      stage: 'done',
      retry: 'pointless',
      remedies: [],
      evidence: [1],
    } as const;
    journal.append({ kind: 'jobEnded', jobId: 'j1', verdict: { ...verdict, remedies: [], evidence: [1] } });
    await fill(journal, 100);
    expect(await journal.read({ jobId: 'j1' }, 1, 10)).toEqual([]);
  });
});

describe('damage', () => {
  async function writeRows(count: number, options: Partial<JournalOptions> = {}): Promise<void> {
    const journal = await openLocal(options);
    for (let index = 1; index <= count; index += 1) {
      journal.append(event(`row${index}`));
      await journal.flush();
    }
    await journal.close();
  }

  it('cuts the last record at whatever byte it was torn, says how much, and loses nothing before', async () => {
    await writeRows(4);
    const path = segmentPath(0);
    const whole = readFileSync(path);
    const lastStart = (whole.length / 4) * 3;
    for (let end = lastStart + 1; end < whole.length; end += 1) {
      writeFileSync(path, whole.subarray(0, end));
      const journal = await openLocal();
      const [a, b, c, cut] = await journal.read({}, 1, 10);
      expect(names([a, b, c].flatMap((each) => each ?? []))).toEqual(['row1', 'row2', 'row3']);
      expect(cut).toMatchObject({
        seq: 4,
        event: 'journal.tailCut',
        params: { bytes: end - lastStart, lastSeq: 3 },
      });
      await journal.close();
    }
  });

  it('starts again in a segment of which nothing is left', async () => {
    await writeRows(1);
    truncateSync(segmentPath(0), 5);
    const journal = await openLocal();
    await journal.flush();
    expect(names(await journal.read({}, 1, 10))).toEqual(['journal.tailCut']);
    await journal.close();
    expect((await openLocal()).lastSeq()).toBe(1);
  });

  it('reports a flipped bit in the newest segment when it opens, and keeps the rows on both sides', async () => {
    await writeRows(5);
    const bytes = readFileSync(segmentPath(0));
    bytes.writeUInt8(bytes.readUInt8(bytes.length / 2) ^ 4, bytes.length / 2);
    writeFileSync(segmentPath(0), bytes);
    const journal = await openLocal();
    const rows = await journal.read({}, 1, 10);
    expect(names(rows)).toEqual(['row1', 'row2', 'row4', 'row5', 'journal.damaged']);
    expect(rows.at(-1)).toMatchObject({ params: { bytes: bytes.length / 5, afterSeq: 2, beforeSeq: 4 } });
  });

  it('reports damage in a closed segment to listeners and as a row when it is first read', async () => {
    await writeRows(30, { segmentBytes: 400 });
    const closed = segmentPath(1);
    truncateSync(closed, statSync(closed).size - 10);
    const journal = await openLocal();
    const troubles: AppError[] = [];
    journal.onTrouble((error) => troubles.push(error));
    const rows = await journal.read({}, 1, 100);
    expect(rows).toHaveLength(29);
    await journal.read({}, 1, 100);
    expect(troubles.map((error) => error.code)).toEqual(['journal.damaged']);
    const { afterSeq } = troubles[0]?.params ?? {};
    expect(rows.some((row) => row.seq === Number(afterSeq) + 1)).toBe(false);
    expect(names(await journal.last({}, 1))).toEqual(['journal.damaged']);
  });

  it('reports a segment that somebody removed from the middle', async () => {
    await writeRows(30, { segmentBytes: 400 });
    rmSync(segmentPath(2));
    const journal = await openLocal();
    await journal.read({}, 1, 100);
    expect(names(await journal.last({}, 1))).toEqual(['journal.rowsMissing']);
  });

  it('keeps the place of a row that this version cannot understand', async () => {
    const journal = await openLocal();
    journal.append(JSON.parse('{"kind":"fromTheFuture"}'));
    await journal.close();
    expect(names(await (await openLocal()).read({}, 1, 10))).toEqual(['journal.unreadableRow']);
  });

  it('leaves files alone that are no segments', async () => {
    await writeRows(1);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await writeRows(1);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});

describe('trouble while writing', () => {
  async function openSabotaged(options: Partial<JournalOptions> = {}) {
    const clock = createFakeClock();
    const workers = createLocalWorkers();
    const journal = await open({ clock, startWorker: workers.start, ...options });
    const codes: string[] = [];
    journal.onTrouble((error) => codes.push(error.code));
    return { clock, journal, codes, sabotage: workers.sabotage };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('says once that the disk is full, keeps the rows, and writes them when there is room again', async () => {
    const { clock, journal, codes, sabotage } = await openSabotaged();
    journal.append(event('before'));
    await journal.flush();
    sabotage.failWrites = 'ENOSPC';
    journal.append(event('during1'));
    await expect(journal.flush()).rejects.toMatchObject({
      code: 'journal.diskFull',
      params: { reason: 'ENOSPC' },
    });
    journal.append(event('during2'));
    clock.advance(5000);
    await settle();
    expect(codes).toEqual(['journal.diskFull']);
    expect(journal.trouble()?.code).toBe('journal.diskFull');
    expect(names(await journal.read({}, 1, 10))).toEqual(['before', 'during1', 'during2']);
    sabotage.failWrites = null;
    await journal.flush();
    expect(journal.trouble()).toBeNull();
    await journal.close();
    const rows = await (await openLocal()).read({}, 1, 10);
    expect(names(rows)).toEqual(['before', 'during1', 'during2', 'journal.writingAgain']);
  });

  it('leaves a sound file behind although half of a batch reached it', async () => {
    const { journal, sabotage } = await openSabotaged();
    journal.append(event('before'));
    await journal.flush();
    const sound = readFileSync(segmentPath(0));
    sabotage.failWrites = 'EIO';
    journal.append(event('half'));
    await expect(journal.flush()).rejects.toMatchObject({ code: 'journal.writeFailed' });
    expect(readFileSync(segmentPath(0)).equals(sound)).toBe(true);
  });

  it('sheds the oldest waiting rows beyond its bound and says how many', async () => {
    const { journal, codes, sabotage } = await openSabotaged({ maxWaitingBytes: 10_000 });
    sabotage.failWrites = 'ENOSPC';
    journal.append(event('first'));
    await expect(journal.flush()).rejects.toMatchObject({ code: 'journal.diskFull' });
    for (let index = 0; index < 200; index += 1) journal.append(event(`row${index}`.padEnd(100, '.')));
    expect(codes).toEqual(['journal.diskFull', 'journal.rowsShed']);
    sabotage.failWrites = null;
    await journal.flush();
    await journal.close();
    const rows = await (await openLocal()).read({}, 1, 1000);
    const said = rows.find((row) => row.kind === 'appEvent' && row.event === 'journal.rowsShed');
    const shed = 202 - rows.filter((row) => row.seq <= 202).length;
    expect(shed).toBeGreaterThan(100);
    expect(said).toMatchObject({ params: { rows: shed, fromSeq: 1, toSeq: shed } });
  });

  it('does not call rows safe that the medium refused', async () => {
    const { journal, codes, sabotage } = await openSabotaged();
    sabotage.failSyncs = 'EIO';
    journal.append(event('row'));
    await expect(journal.flush()).rejects.toMatchObject({ code: 'journal.writeFailed' });
    expect(codes).toEqual(['journal.writeFailed']);
    sabotage.failSyncs = null;
    await journal.flush();
    expect(journal.trouble()).toBeNull();
  });

  it('replaces a dead worker without losing a row or an answer', async () => {
    const { clock, journal, codes, sabotage } = await openSabotaged({ tail: { rows: 1, bytes: 1e9 } });
    journal.append(event('written'));
    await journal.flush();
    journal.append(event('waiting'));
    sabotage.kill();
    await expect(journal.flush()).rejects.toMatchObject({ code: 'journal.writeFailed' });
    journal.append(event('meanwhile'));
    const reading = journal.read({}, 1, 10);
    clock.advance(1000);
    expect(names(await reading)).toEqual(['written', 'waiting', 'meanwhile']);
    await journal.flush();
    expect(sabotage.workersStarted).toBe(2);
    expect(codes).toEqual(['journal.writeFailed']);
    await journal.close();
    expect(names(await (await openLocal()).read({}, 1, 10)).slice(0, 3)).toEqual([
      'written',
      'waiting',
      'meanwhile',
    ]);
  });

  it('refuses to close quietly over rows that never reached a file', async () => {
    const { journal, sabotage } = await openSabotaged();
    sabotage.failWrites = 'ENOSPC';
    journal.append(event('lost'));
    await expect(journal.close()).rejects.toMatchObject({ code: 'journal.diskFull' });
  });

  it('keeps a throwing listener from the others and from whoever appends', async () => {
    const { journal, codes } = await openSabotaged();
    const heard: number[] = [];
    journal.onRow((row) => {
      if (row.seq === 1) journal.append(event('from inside'));
      throw new Error('bad listener');
    });
    const stop = journal.onRow((row) => heard.push(row.seq));
    journal.append(event('row'));
    expect(heard).toEqual([1, 2]);
    expect(codes).toEqual(['rpc.internal', 'rpc.internal']);
    stop();
    journal.append(event('unheard'));
    expect(heard).toEqual([1, 2]);
  });
});
