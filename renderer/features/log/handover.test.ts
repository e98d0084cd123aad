import { describe, expect, it } from 'vitest';
import type { JournalLine } from '../../../shared/contract/journalLine.ts';
import type { Core } from '../../connection/connect.ts';
import { type Handover, takeText } from './handover.ts';

interface Asked {
  readonly fromIndex?: number;
  readonly toIndex?: number;
  readonly numbers?: readonly number[];
}

/** A record of numbered lines whose answers hold `most` lines. */
function coreOf(most: number, asked: Asked[] = []): Core {
  const journal = {
    exportText: async ({ fromIndex = 0, toIndex = 0, format }: Asked & { format: string }) => {
      asked.push({ fromIndex, toIndex });
      const lines = Math.min(most, toIndex - fromIndex);
      const body = Array.from({ length: lines }, (_, at) => `line ${fromIndex + at}\n`).join('');
      const text = format === 'csv' ? `\ufefftime,text\n${body}` : body;
      return { text, lines, cut: lines < toIndex - fromIndex };
    },
    linesAt: async ({ numbers = [] }: Asked) => {
      asked.push({ numbers });
      return { lines: numbers.map((number) => ({ number }) as JournalLine), state: {} };
    },
  };
  return { journal } as unknown as Core;
}

async function taken(core: Core, what: Handover, format: 'text' | 'csv' = 'text') {
  let text = '';
  let lines = 0;
  const how = { format, redact: false };
  for await (const piece of takeText(
    core,
    what,
    how,
    ({ number }) => `n${number}`,
    new AbortController().signal,
  )) {
    text += piece.text;
    lines += piece.lines;
  }
  return { text, lines };
}

describe('text from the record', () => {
  it('is asked for in smaller pieces where an answer was cut, and has every line once', async () => {
    const { text, lines } = await taken(coreOf(7000), {
      kind: 'range',
      filter: {},
      fromIndex: 3,
      toIndex: 45_003,
    });
    expect(lines).toBe(45_000);
    expect(text).toBe(Array.from({ length: 45_000 }, (_, at) => `line ${at + 3}\n`).join(''));
  });

  it('has the head of a table once', async () => {
    const what: Handover = { kind: 'range', filter: {}, fromIndex: 0, toIndex: 40_000 };
    const { text } = await taken(coreOf(20_000), what, 'csv');
    expect(text.match(/time,text/g)).toHaveLength(1);
    expect(text.split('\n').at(20_001)).toBe('line 20000');
  });

  it('brings lines around hits by their numbers', async () => {
    const asked: Asked[] = [];
    const numbers = Array.from({ length: 501 }, (_, at) => at * 2);
    const { text, lines } = await taken(coreOf(1, asked), { kind: 'numbers', numbers });
    expect(lines).toBe(501);
    expect(text.endsWith('n998\nn1000\n')).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is nothing for an empty range', async () => {
    expect((await taken(coreOf(1), { kind: 'range', filter: {}, fromIndex: 4, toIndex: 4 })).lines).toBe(0);
  });
});
