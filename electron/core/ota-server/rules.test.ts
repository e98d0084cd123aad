import { describe, expect, it } from 'vitest';
import { createDeliveryLog } from './deliveries.ts';
import { createReader, hasFault } from './faults.ts';
import { createIds } from './shortId.ts';

describe('short ids', () => {
  it('hold no characters that are mistaken for others', () => {
    let next = 0;
    const ids = createIds((count) => Uint8Array.from({ length: count }, () => next++), 8);
    const all = Array.from({ length: 4 }, ids).join('');
    expect(all).toBe('0123456789abcdefghjkmnpqrstvwxyz');
  });

  it('are never given twice, even when the randomness repeats', () => {
    const values = [1, 1, 1, 2];
    const ids = createIds((count) => new Uint8Array(count).fill(values.shift() ?? 3), 6);
    expect([ids(), ids(), ids()]).toEqual(['111111', '222222', '333333']);
  });
});

describe('delivery log', () => {
  it('is exhausted for one address after the limit and open again after the window', () => {
    const log = createDeliveryLog({ count: 2, windowMs: 1000 });
    log.completed('a', 0);
    expect(log.exhausted('a', 0)).toBe(false);
    log.completed('a', 500);
    expect(log.exhausted('a', 999)).toBe(true);
    expect(log.exhausted('b', 999)).toBe(false);
    expect(log.exhausted('a', 1000)).toBe(false);
  });

  it('numbers the exchanges of each address and forgets the longest silent beyond its size', () => {
    const log = createDeliveryLog({ count: 2, windowMs: 1000 });
    log.attempted('first');
    log.attempted('second');
    for (let n = 0; n < 1022; n++) log.attempted(`other ${n}`);
    expect(log.attempted('first')).toBe(2);
    log.attempted('one too many');
    expect(log.attempted('second')).toBe(1);
    expect(log.attempted('first')).toBe(3);
  });
});

describe('faulty reader', () => {
  const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);

  it('gives views of the bytes themselves while no knob is set', () => {
    expect(hasFault({})).toBe(false);
    expect(createReader(bytes, {})(2, 5).buffer).toBe(bytes.buffer);
  });

  it('distorts the same bytes however the file is cut', () => {
    const swapPackage = { fromByte: 4, bytes: Uint8Array.of(90, 91, 92, 93, 94, 95) };
    const read = createReader(bytes, { flipByteAt: 1, swapPackage });
    const expected = [0, 0xfe, 2, 3, 94, 95, 6, 7];
    for (let cut = 0; cut <= 8; cut++) expect([...read(0, cut), ...read(cut, 8)]).toEqual(expected);
    expect([...bytes]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
