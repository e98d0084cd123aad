import { expect, it } from 'vitest';
import type { OnenetState } from '../../../../shared/contract/onenet.ts';
import { applyStep } from './taskState.ts';

const outcome = (state: OnenetState, step: number): string => {
  const result = applyStep(state, step);
  return result.ok ? result.state : result.refusal;
};

it.each<[OnenetState, number, string]>([
  ['waiting', 0, 'invalidState'],
  ['waiting', 201, 'invalidState'],
  ['downloading', 0, 'downloading'],
  ['downloading', 99, 'downloading'],
  ['downloading', 100, 'upgrading'],
  ['downloading', 101, 'upgrading'],
  ['downloading', 102, 'failed'],
  ['downloading', 107, 'failed'],
  ['downloading', 108, 'badCode'],
  ['downloading', 200, 'badCode'],
  ['downloading', 201, 'succeeded'],
  ['downloading', 208, 'failed'],
  ['downloading', 209, 'badCode'],
  ['downloading', -1, 'badCode'],
  ['downloading', 1.5, 'badCode'],
  ['upgrading', 50, 'invalidState'],
  ['upgrading', 101, 'invalidState'],
  ['upgrading', 201, 'succeeded'],
  ['upgrading', 205, 'failed'],
  ['succeeded', 201, 'finished'],
  ['failed', 0, 'finished'],
  ['cancelled', 100, 'cancelled'],
])('makes of %s with step %i: %s', (state, step, expected) => {
  expect(outcome(state, step)).toBe(expected);
});
