import { describe, expect, it, vi } from 'vitest';
import type { JournalLine } from '../../shared/contract/journalLine.ts';
import { createLineCache, keptLines, type LoadLines } from './lineCache.ts';

const line = (index: number): readonly [number, JournalLine] => [
  index,
  {
    ...{ index, number: index, seq: index + 1, part: 0, wallMs: 0, monoMs: 0 },
    ...{ source: 'log', level: 'none', text: `line ${index}` },
  },
];
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => line(from + at));
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

function open(answer: (from: number, count: number) => readonly (readonly [number, JournalLine])[] = range) {
  const asked: { from: number; count: number; signal: AbortSignal }[] = [];
  const load: LoadLines = async (from, count, signal) => {
    asked.push({ from, count, signal });
    return answer(from, count);
  };
  const onChange = vi.fn();
  return { asked, onChange, cache: createLineCache(load, onChange) };
}

describe('lines by position', () => {
  it('are read around what is seen, and once', async () => {
    const { asked, cache, onChange } = open();
    cache.want(5_000_000, 30, 10_000_000);
    cache.want(5_000_000, 30, 10_000_000);
    await turn();
    expect(asked.map(({ from, count }) => [from, count])).toEqual([[4_999_940, 150]]);
    expect(cache.at(5_000_029)?.text).toBe('line 5000029');
    expect(onChange).toHaveBeenCalledTimes(1);
    cache.want(5_000_010, 30, 10_000_000);
    await turn();
    expect(asked).toHaveLength(1);
  });

  it('are not read where the stream brought them', async () => {
    const { asked, cache } = open();
    cache.put(range(90, 10));
    cache.want(90, 20, 100);
    await turn();
    expect(asked).toEqual([]);
  });

  it('go on where an answer was cut at its size', async () => {
    const { asked, cache } = open((from) => range(from, 40));
    cache.want(0, 100, 1000);
    await turn();
    expect(asked.map(({ from }) => from)).toEqual([0, 40, 80]);
  });

  it('are not asked for without end where the record has none', async () => {
    const { asked, cache } = open(() => []);
    cache.want(0, 10, 10);
    await turn();
    expect(asked).toHaveLength(1);
  });

  it('give up a place that is left', () => {
    const { asked, cache } = open();
    cache.want(0, 30, 1000);
    cache.want(900, 30, 1000);
    expect(asked.map(({ from, signal }) => [from, signal.aborted])).toEqual([
      [0, true],
      [840, false],
    ]);
  });

  it('stay few, however long the stream is', () => {
    const { cache } = open();
    cache.want(0, 30, 0);
    for (let from = 0; from < 100_000; from += 64) {
      cache.put(range(from, 64));
      cache.want(from, 64, from + 64);
    }
    expect(cache.at(0)).toBeUndefined();
    expect(cache.at(99_990)).toBeDefined();
    const held = Array.from({ length: 100_064 }, (_, at) => cache.at(at)).filter(
      (each) => each !== undefined,
    );
    expect(held.length).toBeLessThanOrEqual(keptLines);
  });
});
