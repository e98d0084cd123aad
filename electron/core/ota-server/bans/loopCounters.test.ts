import { expect, it } from 'vitest';
import { openUpdatesBench } from '../testing/updatesBench.ts';

it('tells how far a module is from the loop ban, window by window, and nothing after a release', async () => {
  const { offer, ask, clock, updates } = openUpdatesBench();
  await offer();
  ask();
  ask();
  clock.advance(2 * 3_600_000);
  ask();
  expect(updates.module('m1').loops).toEqual([
    {
      ...{ source: '1.0.0', target: '2.0.0' },
      windows: [
        { count: 1, limit: 6, windowMs: 3_600_000 },
        { count: 3, limit: 10, windowMs: 86_400_000 },
      ],
    },
  ]);
  updates.releaseModule('m1');
  expect(updates.module('m1').loops).toEqual([]);
});
