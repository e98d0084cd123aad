import { expect, it } from 'vitest';
import { createAnnouncing } from './announcing.ts';
import { createManualClock } from './testing/manualClock.ts';

it('tells the first of many changes at once and the last of them a little later, once for all', () => {
  const clock = createManualClock();
  let state = 0;
  const told: number[] = [];
  const { soon } = createAnnouncing(
    clock,
    () => true,
    () => told.push(state),
  );
  for (state = 1; state < 1000; state++) soon();
  expect(told).toEqual([1]);
  clock.advance(200);
  expect(told).toEqual([1, 1000]);
  clock.advance(10_000);
  expect(told).toEqual([1, 1000]);
  soon();
  expect(told).toHaveLength(3);
});

it('tells at once what a person did, and not once more', () => {
  const clock = createManualClock();
  let told = 0;
  const { now, soon } = createAnnouncing(
    clock,
    () => true,
    () => told++,
  );
  soon();
  soon();
  now();
  expect(told).toBe(2);
  clock.advance(1000);
  expect(told).toBe(2);
});

it('runs no timer for nobody', () => {
  const clock = createManualClock();
  createAnnouncing(
    clock,
    () => false,
    () => undefined,
  ).soon();
  expect(clock.waiting()).toEqual([]);
});
