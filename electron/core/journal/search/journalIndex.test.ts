import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../shared/contract/journal.ts';
import type { LineFilter, LineQuery } from '../../../../shared/contract/journalLine.ts';
import { sampleLog, sampleLogLine, writeSegments } from '../../../../test/support/bigJournal.ts';
import { resolveWorkerUrls } from '../../workers.ts';
import { openJournal } from '../openJournal.ts';
import { journalWorkerAt } from '../startWorker.ts';
import { realClock } from '../testing/realClock.ts';
import { createJournalIndex, type JournalIndex, type JournalIndexParts } from './journalIndex.ts';
import { indexWorkerAt } from './startIndexWorker.ts';
import { startLocalIndex } from './testing/localIndex.ts';

let folder = '';
const opened: JournalIndex[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-index-'));
});
afterEach(async () => {
  for (const index of opened.splice(0)) await index.close();
  rmSync(folder, { recursive: true, force: true });
});

const still = { lastSeq: () => 0, onWritten: () => () => undefined };
function open(journal: JournalIndexParts['journal'] = still): JournalIndex {
  const index = createJournalIndex({ folder, clock: realClock, journal, startWorker: startLocalIndex });
  opened.push(index);
  return index;
}

/** Waits until every line and word is in the index. */
async function ready(index: JournalIndex): Promise<number> {
  for (let calm = 0; calm < 20; calm += 1) {
    const { state } = await index.ask('lines', { filter: {}, from: 0, count: 1 });
    if (state.rebuilding !== undefined) calm = 0;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return (await index.ask('lines', { filter: {}, from: 0, count: 1 })).state.total;
}

async function textsAt(
  index: JournalIndex,
  from: number,
  count: number,
  filter: LineFilter = {},
): Promise<string[]> {
  const { lines } = await index.ask('lines', { filter, from, count });
  return lines.map(({ text }) => text);
}

async function find(index: JournalIndex, query: LineQuery, filter: LineFilter = {}): Promise<number[]> {
  const hits: number[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const answer: Awaited<ReturnType<typeof search>> = await search(index, query, filter, from);
    hits.push(...answer.hits.map((hit) => hit.index));
    from = answer.next;
  }
  return hits;
}
const search = (index: JournalIndex, query: LineQuery, filter: LineFilter, from: number) =>
  index.ask('search', { filter, query, from, direction: 'forward', give: 'positions', limit: 1000 });

const lines = 6000;
const small = { segmentBytes: 200_000 };

describe('the lines of a record', () => {
  it('are reached at any position, each once and in order, over all segments', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const index = open();
    // Two rows of the port before the first line.
    expect(await ready(index)).toBe(lines + 2);
    for (const from of [0, 1, 997, 3001, lines - 10]) {
      expect(await textsAt(index, from + 2, 10)).toEqual(
        Array.from({ length: Math.min(10, lines - from) }, (_, at) => sampleLogLine(from + at)),
      );
    }
    const { lines: last } = await index.ask('linesAt', { numbers: [lines + 1, 5, lines + 99] });
    expect(last.map(({ number }) => number)).toEqual([lines + 1, 5]);
  });

  it('are filtered by source, level, port and time, and located by time and row', async () => {
    writeSegments(folder, [...sampleLog(2000, 'a'), ...sampleLog(2000, 'b')], small);
    const index = open();
    await ready(index);
    const errors = { levels: ['error' as const], portIds: ['b'] };
    const { lines: found, state } = await index.ask('lines', { filter: errors, from: 0, count: 5 });
    expect(state.total).toBe(Math.ceil(2000 / 70));
    expect(found.map(({ text, index: at }) => [at, text])[1]).toEqual([1, sampleLogLine(70)]);
    expect(found.every(({ portId, level }) => portId === 'b' && level === 'error')).toBe(true);

    const middle = (await index.ask('lines', { filter: {}, from: 2500, count: 1 })).lines[0];
    const fromMs = middle?.wallMs ?? 0;
    const { index: at } = await index.ask('locate', { filter: {}, to: { wallMs: fromMs } });
    const first = (await index.ask('lines', { filter: { fromMs }, from: 0, count: 1 })).lines[0];
    expect(first?.number).toBe(at);
    expect(at).toBeLessThanOrEqual(2500);
    const row = await index.ask('locate', {
      filter: {},
      to: { seq: middle?.seq ?? 0, part: middle?.part ?? 0 },
    });
    expect(row.index).toBe(2500);
    const before = (await index.ask('lines', { filter: { toMs: fromMs }, from: 0, count: 1 })).state.total;
    const behind = (await index.ask('lines', { filter: { fromMs }, from: 0, count: 1 })).state.total;
    expect(before + behind).toBe(4004);
  });
});

describe('a search', () => {
  const expected = (test: (text: string) => boolean): number[] =>
    Array.from({ length: lines }, (_, at) => at + 2).filter((at) => test(sampleLogLine(at - 2)));

  it('finds what a look at every line finds: words, parts of words, Chinese, short texts and patterns', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const index = open();
    await ready(index);
    for (const text of [
      'heap 89',
      'E/USER.fota',
      '块已写入',
      '升级',
      '第 4007 块',
      'id=a',
      'nowhere to be found',
    ]) {
      expect(await find(index, { text })).toEqual(
        expected((line) => line.toLowerCase().includes(text.toLowerCase())),
      );
    }
    expect(await find(index, { text: 'E/USER', caseSensitive: true })).toEqual([]);
    for (const pattern of [
      'rssi -6[0-3] heap',
      'id=f+\\b',
      '^\\[0+1\\d\\.',
      'W/mobile|E/user',
      'heap 9?8999 id',
    ]) {
      const regex = new RegExp(pattern, 'iu');
      expect(await find(index, { text: pattern, regex: true })).toEqual(expected((line) => regex.test(line)));
    }
  });

  it('goes backwards, page by page, and counts in the filtered list', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const index = open();
    await ready(index);
    const filter = { levels: ['error' as const] };
    const page = await index.ask('search', {
      ...{
        filter,
        query: { text: 'step' },
        direction: 'backward' as const,
        give: 'lines' as const,
        limit: 3,
      },
    });
    const total = Math.ceil(lines / 70);
    expect(page.hits.map((hit) => hit.index)).toEqual([total - 1, total - 2, total - 3]);
    expect(page.lines[0]?.text).toBe(sampleLogLine(70 * (total - 1)));
    expect(page.next).toBe(total - 4);
  });

  it('refuses what is no pattern and stops one that would never end', async () => {
    writeSegments(folder, [
      { kind: 'atLine', direction: 'rx', role: 'text', text: `${'a'.repeat(4000)}!`, portId: 'p' },
    ]);
    const index = open();
    await expect(find(index, { text: '(', regex: true })).rejects.toMatchObject({
      code: 'journal.badPattern',
    });
    await expect(find(index, { text: '(a+)+$', regex: true })).rejects.toMatchObject({
      code: 'journal.slowPattern',
    });
    expect(await find(index, { text: 'aaa!' })).toEqual([0]);
  });
});

describe('the index', () => {
  const build = async (): Promise<string[]> => {
    const index = open();
    await ready(index);
    const texts = await textsAt(index, 3000, 5);
    await index.close();
    return texts;
  };
  const path = () => join(folder, 'index.db');

  it('is made again from the segments where it is missing, old, damaged or not theirs', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const expected = Array.from({ length: 5 }, (_, at) => sampleLogLine(2998 + at));
    const spoil: readonly (() => void)[] = [
      () => undefined,
      () => rmSync(path()),
      () => writeFileSync(path(), 'no database'),
      () => truncateSync(path(), 8192),
      () => {
        const database = new DatabaseSync(path());
        database.exec('PRAGMA user_version = 99');
        database.close();
      },
      () => {
        const database = new DatabaseSync(path());
        database.exec('UPDATE block SET firstSeq = firstSeq + 1');
        database.close();
      },
    ];
    for (const damage of spoil) {
      expect(await build()).toEqual(expected);
      damage();
    }
    expect(await build()).toEqual(expected);
  });

  it('leaves out what is damaged in a segment and has everything else', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const [, second = ''] = readdirSync(folder).sort();
    const bytes = readFileSync(join(folder, second));
    bytes.fill(0x55, 50_000, 50_100);
    writeFileSync(join(folder, second), bytes);
    const index = open();
    const total = await ready(index);
    expect(total).toBeLessThan(lines + 2);
    expect(total).toBeGreaterThan(lines - 200);
    expect(await find(index, { text: sampleLogLine(lines - 1) })).toEqual([total - 1]);
  });

  it('goes on where it ended and forgets segments that are gone', async () => {
    writeSegments(folder, sampleLog(lines), small);
    await build();
    const names = readdirSync(folder).filter((name) => name.endsWith('.seg'));
    rmSync(join(folder, names[0] ?? ''));
    const index = open();
    await ready(index);
    const { lines: first, state } = await index.ask('lines', { filter: {}, from: 0, count: 1 });
    expect(state.rebuilding).toBeUndefined();
    expect(first[0]?.number).toBeGreaterThan(500);
    expect(await find(index, { text: sampleLogLine(10) })).toEqual([]);
    expect(await find(index, { text: sampleLogLine(lines - 1) })).toEqual([state.total - 1]);
  });
});

describe('beside a journal that is being written', () => {
  it('has every line that was written, in its own thread, while it is searched', async () => {
    const urls = resolveWorkerUrls(import.meta.url);
    const journal = await openJournal({
      folder,
      clock: realClock,
      startWorker: journalWorkerAt(urls.journal),
      ...small,
    });
    const index = createJournalIndex({
      folder,
      clock: realClock,
      journal,
      startWorker: indexWorkerAt(urls.index),
    });
    opened.push(index);
    let grown = 0;
    index.onGrown(() => {
      grown += 1;
    });
    let written = 0;
    for (const entry of sampleLog(lines, 'log', 512)) {
      journal.append(entry);
      written += 1;
      if (written % 200 !== 0) continue;
      await journal.flush();
      const hits = await find(index, { text: 'E/user.fota' });
      expect(hits.length).toBeGreaterThan(0);
    }
    await journal.flush();
    await ready(index);
    expect((await find(index, { text: 'E/user.fota' })).length).toBe(Math.ceil(lines / 70));
    expect(grown).toBeGreaterThan(0);
    await index.close();
    await journal.close();
  });

  it('shows a line before its end has come', async () => {
    const urls = resolveWorkerUrls(import.meta.url);
    const journal = await openJournal({
      folder,
      clock: realClock,
      startWorker: journalWorkerAt(urls.journal),
    });
    const index = open(journal);
    journal.append({ kind: 'portEvent', event: 'opened', portId: 'log' });
    journal.append({
      kind: 'serialBytes',
      direction: 'rx',
      bytes: Buffer.from('no end').toString('base64'),
      portId: 'log',
    });
    await journal.flush();
    const { open: begun } = await index.ask('follow', { filter: { portIds: ['log'] }, last: 10 });
    expect(begun).toMatchObject([{ text: 'no end', unfinished: 'open', index: 1 }]);
    await index.close();
    await journal.close();
  });
});

describe('sessions', () => {
  const verdict = {
    ...{ outcome: 'failed' as const, code: 'upgrade.packageRejected', params: {}, domain: 'module' as const },
    ...{ stage: 'verify' as const, retry: 'pointless' as const, remedies: [], evidence: [] },
  };
  const upgrade = (jobId: string, portId: string, imei: string): JournalEntry[] => [
    { kind: 'jobEvent', jobId, event: 'job.started', params: { port: portId }, level: 'info' },
    { kind: 'portEvent', event: 'opened', portId, jobId },
    { kind: 'atLine', direction: 'tx', role: 'command', text: 'AT+CGSN', portId, jobId },
    { kind: 'atLine', direction: 'rx', role: 'response', text: imei, portId, jobId },
    { kind: 'atLine', direction: 'tx', role: 'command', text: 'AT+CGMM', portId, jobId },
    { kind: 'atLine', direction: 'rx', role: 'response', text: '+CGMM: "Air780E"', portId, jobId },
    { kind: 'serialBytes', direction: 'rx', bytes: 'AAEC', portId, jobId },
    { kind: 'portEvent', event: 'leaseReleased', portId, jobId },
    { kind: 'jobEnded', jobId, verdict },
  ];

  it('are told of each job at its port, with module and verdict, and of a port outside jobs', async () => {
    writeSegments(folder, [
      ...upgrade('j1', 'p1', '861111111111111'),
      ...upgrade('j2', 'p2', '862222222222222'),
      ...sampleLog(10, 'p3'),
    ]);
    const index = open();
    await ready(index);
    const { sessions } = await index.ask('sessions', { filter: {}, limit: 10 });
    expect(sessions.map(({ kind, jobId, portId, open: isOpen }) => [kind, jobId, portId, isOpen])).toEqual([
      ['port', undefined, 'p3', true],
      ['job', 'j2', 'p2', false],
      ['job', 'j1', 'p1', false],
    ]);
    expect(sessions[2]).toMatchObject({
      ...{ imei: '861111111111111', model: 'Air780E', outcome: 'failed', rows: 9, rxBytes: 3 },
      ...{ firstSeq: 1, lastSeq: 9, title: { port: 'p1' } },
    });
    const ofModule = await index.ask('lines', { filter: { imei: '862222222222222' }, from: 0, count: 50 });
    expect(ofModule.lines.every(({ jobId }) => jobId === 'j2')).toBe(true);
    expect(ofModule.state.total).toBe(8);
    expect(await find(index, { text: 'CGMM' }, { outcomes: ['failed'], portIds: ['p1'] })).toHaveLength(2);
  });
});

describe('an export', () => {
  const out = () => join(folder, 'out.txt');

  it('is every line of the record, digest and all, and a redacted one has no number in it', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const index = open();
    await ready(index);
    const progress: number[] = [];
    const result = await index.ask(
      'export',
      { filter: { sources: ['log'] }, format: 'plain', redact: false, path: out() },
      { onProgress: (done) => progress.push(done) },
    );
    const text = Array.from({ length: lines }, (_, at) => `${sampleLogLine(at)}\n`).join('');
    expect(readFileSync(out(), 'utf8')).toBe(text);
    expect(result).toMatchObject({ lines, sizeBytes: Buffer.byteLength(text), format: 'plain' });
    expect(result.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(progress.at(-1)).toBe(lines);
    const again = index.ask('export', { filter: {}, format: 'plain', redact: false, path: out() });
    await expect(again).rejects.toMatchObject({ code: 'file.exists' });
  });

  it('guards CSV against formulas and keeps quotes, commas and Chinese', async () => {
    const said = ['=1+1', '+CME ERROR: 58', ' @SUM(A1)', 'a,"b"', '升级'];
    writeSegments(
      folder,
      said.map((text) => ({ kind: 'atLine', direction: 'rx', role: 'text', text, portId: '-p' })),
    );
    const index = open();
    const { text } = await index.ask('exportText', { filter: {}, format: 'csv', redact: false });
    const cells = text
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(',rx,')[1]);
    expect(text.startsWith('\ufefftime,')).toBe(true);
    expect(cells).toEqual([
      "'-p,,1,'=1+1",
      "'-p,,2,'+CME ERROR: 58",
      "'-p,,3,' @SUM(A1)",
      '\'-p,,4,"a,""b"""',
      "'-p,,5,升级",
    ]);
  });

  it('replaces identifiers the same way everywhere and brings rows with their bytes only unredacted', async () => {
    writeSegments(folder, [
      { kind: 'serialBytes', direction: 'rx', bytes: 'MTIz', portId: 'p' },
      { kind: 'atLine', direction: 'rx', role: 'response', text: '862222222222226', portId: 'p' },
      { kind: 'appEvent', event: 'x', params: { imei: '862222222222226' } },
    ]);
    const index = open();
    const ask = (format: 'jsonl' | 'rows', redact: boolean) =>
      index.ask('exportText', { filter: {}, format, redact });
    const redacted = (await ask('jsonl', true)).text + (await ask('rows', true)).text;
    expect(redacted).not.toContain('862222222222226');
    expect(redacted.match(/<imei-1>/g)?.length).toBeGreaterThanOrEqual(4);
    expect(redacted).not.toContain('MTIz');
    expect((await ask('rows', false)).text.split('\n')).toHaveLength(4);
    expect((await ask('rows', false)).text).toContain('"bytes":"MTIz"');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    writeSegments(folder, sampleLog(lines), small);
    const index = open();
    await ready(index);
    const cancel = new AbortController();
    const task = index.ask(
      'export',
      { filter: {}, format: 'text', redact: false, path: out() },
      { signal: cancel.signal, onProgress: () => cancel.abort() },
    );
    await expect(task).rejects.toMatchObject({ code: 'rpc.cancelled' });
    expect(readdirSync(folder).filter((name) => !/^journal-|^index\.db/.test(name))).toEqual([]);
  });
});
