import { expect, it } from 'vitest';
import { leaseSchema } from '../contract/port.ts';
import { isPortTaken } from './portTaken.ts';

it('a port is a target unless a job that cannot step aside has it, or its module upgrades itself', () => {
  const taken = leaseSchema.shape.owner.options.filter((owner) =>
    isPortTaken({ lease: { owner, sinceMs: 0 } }),
  );
  expect(taken).toEqual(['upgrade', 'flash', 'replay']);
  expect(isPortTaken({})).toBe(false);
  expect(isPortTaken({ guarded: true })).toBe(true);
});
