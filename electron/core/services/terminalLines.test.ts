import { describe, expect, it } from 'vitest';
import type { TerminalLine } from '../../../shared/contract/terminal.ts';
import { createMemoryJournal } from '../journal/memoryJournal.ts';
import { createFakeClock } from '../ports/testing/fakeClock.ts';
import { followLines, type LinesChange, readAfter, readBefore } from './terminalLines.ts';

const portId = 'virtual:1';
const text = { portId, view: 'text' } as const;

function bench() {
  const clock = createFakeClock();
  const journal = createMemoryJournal(clock);
  const say = (words: string, port = portId): number =>
    journal.append({ kind: 'atLine', direction: 'rx', role: 'text', text: words, portId: port }).seq;
  const snapshots: { lines: TerminalLine[]; more: boolean }[] = [];
  const changes: LinesChange[] = [];
  const sink = {
    snapshot: (value: { lines: TerminalLine[]; more: boolean }) => void snapshots.push(value),
    change: (value: LinesChange) => void changes.push(value),
  };
  const follow = (query: Parameters<typeof followLines>[1]) =>
    followLines({ journal, clock }, query, sink, (error) => {
      throw error;
    });
  /** What a window would show: lines by their text, and what it is told of the others. */
  const shown = () =>
    changes.flatMap((change) =>
      change.kind === 'lines' ? change.lines.map(wordsOf) : [`left ${change.left}`],
    );
  return { clock, journal, say, follow, snapshots, changes, shown };
}

const wordsOf = (line: TerminalLine): string =>
  line.kind === 'line' ? line.text : line.kind === 'bytes' ? line.bytes : line.event;

describe('following the lines of a port', () => {
  it('begins with the newest ones and then tells each new one once, gathered', async () => {
    const { clock, say, follow, snapshots, changes, shown } = bench();
    for (const words of ['one', 'two', 'three']) say(words);
    say('another port', 'virtual:2');
    follow({ ...text, last: 2 });
    // While the snapshot is fetched already.
    say('four');
    await clock.advance(60);
    expect(snapshots.map(({ lines, more }) => [lines.map(wordsOf), more])).toEqual([
      [['two', 'three'], true],
    ]);
    expect(shown()).toEqual(['four']);
    say('five');
    say('another port', 'virtual:2');
    say('six');
    await clock.advance(60);
    expect(shown()).toEqual(['four', 'five', 'six']);
    expect(changes).toHaveLength(2);
  });

  it('shows what happened to the port, and leaves raw bytes to the other view', async () => {
    const { clock, journal, follow, shown } = bench();
    const rows = () => {
      journal.append({ kind: 'portEvent', event: 'opened', portId });
      journal.append({ kind: 'serialBytes', direction: 'rx', bytes: 'QVQ=', portId });
      journal.append({ kind: 'atLine', direction: 'rx', role: 'text', text: 'AT', portId });
      journal.append({ kind: 'appEvent', event: 'serial.dataRead', params: { bytes: 4 }, portId });
      journal.append({ kind: 'jobEvent', event: 'job.stage', params: {}, level: 'info', portId });
    };
    const stop = follow({ ...text, last: 0 });
    await clock.advance(0);
    rows();
    await clock.advance(60);
    expect(shown()).toEqual(['opened', 'AT', 'serial.dataRead']);
    stop();
    follow({ portId, view: 'bytes', last: 0 });
    await clock.advance(0);
    rows();
    await clock.advance(60);
    expect(shown().slice(3)).toEqual(['opened', 'QVQ=', 'serial.dataRead']);
  });

  it('tells of a flood only its newest lines and how many it left out, and all of them can be read', async () => {
    const { clock, journal, say, follow, changes } = bench();
    follow({ ...text, last: 0 });
    await clock.advance(0);
    for (let index = 1; index <= 1000; index++) say(String(index));
    await clock.advance(60);
    const [gap, lines] = changes;
    expect(gap).toEqual({ kind: 'advanced', toSeq: 700, left: 700 });
    expect(lines?.kind === 'lines' ? lines.lines.map(wordsOf) : []).toEqual(
      Array.from({ length: 300 }, (_, index) => String(701 + index)),
    );
    const first = await readAfter(journal, text, 0, 500);
    expect(first).toMatchObject({ more: true });
    expect(first.lines).toHaveLength(500);
  });

  it('says nothing more when nobody listens', async () => {
    const { clock, say, follow, snapshots, changes } = bench();
    follow({ ...text, last: 5 })();
    say('one');
    await clock.advance(200);
    expect([snapshots, changes]).toEqual([[], []]);
  });
});

describe('paging back', () => {
  it('finds the lines before a place although rows of others lie between, and says when there are no more', async () => {
    const { journal, say } = bench();
    const seqs = [];
    for (let index = 0; index < 30; index++) {
      seqs.push(say(`line ${index}`));
      for (let other = 0; other < 400; other++) say('noise', 'virtual:2');
    }
    const newest = await readBefore(journal, text, journal.lastSeq() + 1, 10);
    expect(newest.lines.map(wordsOf)).toEqual(Array.from({ length: 10 }, (_, index) => `line ${20 + index}`));
    expect(newest.more).toBe(true);
    const before = await readBefore(journal, text, seqs[20] ?? 0, 15);
    expect(before.lines.map(wordsOf)).toEqual(Array.from({ length: 15 }, (_, index) => `line ${5 + index}`));
    const rest = await readBefore(journal, text, seqs[5] ?? 0, 15);
    expect(rest).toMatchObject({ more: false });
    expect(rest.lines).toHaveLength(5);
    expect(await readBefore(journal, text, 1, 15)).toEqual({ lines: [], more: false });
  });

  it('gives fewer lines where they are long, and says that there are more', async () => {
    const { journal } = bench();
    const bytes = 'A'.repeat(64 * 1024);
    for (let index = 0; index < 60; index++)
      journal.append({ kind: 'serialBytes', direction: 'rx', bytes, portId });
    const query = { portId, view: 'bytes' } as const;
    const newest = await readBefore(journal, query, 61, 60);
    expect(newest.lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 32 }, (_, index) => index + 29));
    expect(newest.more).toBe(true);
    const oldest = await readAfter(journal, query, 0, 60);
    expect(oldest.lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    expect(oldest.more).toBe(true);
  });

  it('does not look through a long journal only because a terminal was opened', async () => {
    const { journal, say } = bench();
    say('long ago');
    for (let other = 0; other < 3000; other++) say('noise', 'virtual:2');
    expect(await readBefore(journal, text, 3002, 10, 1000)).toEqual({ lines: [], more: true });
    expect((await readBefore(journal, text, 3002, 10)).lines.map(wordsOf)).toEqual(['long ago']);
  });
});
