import { expect, it } from 'vitest';
import type { JournalRow } from '../../../shared/contract/journal.ts';
import { matches, needlesOf } from './filter.ts';

const request: JournalRow = {
  ...{ seq: 1, wallMs: 0, monoMs: 0, kind: 'httpRequest', exchangeId: 'x7' },
  ...{ remote: 'r', method: 'GET', target: '/', head: '' },
};
const event: JournalRow = { seq: 2, wallMs: 0, monoMs: 0, kind: 'serverEvent', event: 'started' };

it('finds the rows of one exchange and nothing else', () => {
  expect([request, event].map((row) => matches({ exchangeId: 'x7' }, row))).toEqual([true, false]);
  expect(matches({ exchangeId: 'x' }, request)).toBe(false);
});

it('looks for bytes that every such row has', () => {
  const [needle] = needlesOf({ exchangeId: 'x7' });
  expect(JSON.stringify(request)).toContain(String(needle));
});
