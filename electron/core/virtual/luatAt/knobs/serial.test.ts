import { expect, test } from 'vitest';
import { createBench } from '../../testing/bench.ts';

const block = `4,00000000,0`;

test('a noisy line fails every n-th block, and the same block goes through again', () => {
  const { ask } = createBench({ knobs: { uartBadBlockEvery: 2 } });
  ask('AT+UARTUPGRADE=0');
  expect(ask(`AT+UARTUPGRADE=1,0,${block}`)).toContain('OK');
  expect(ask(`AT+UARTUPGRADE=1,1,${block}`)).toContain('ERROR: 5');
  expect(ask(`AT+UARTUPGRADE=1,1,${block}`)).toContain('OK');
});

test('a lost answer leaves the block stored, so that its repetition is out of sequence', () => {
  const bench = createBench({ knobs: { uartLostAnswerEvery: 2 } });
  bench.ask('AT+UARTUPGRADE=0');
  bench.ask(`AT+UARTUPGRADE=1,0,${block}`);
  bench.type(`AT+UARTUPGRADE=1,1,${block}\r`);
  bench.clock.advance(20_000);
  expect(bench.seen().endsWith(`AT+UARTUPGRADE=1,1,${block}\r`)).toBe(true);
  expect(bench.ask(`AT+UARTUPGRADE=1,1,${block}`)).toContain('ERROR: 4');
  expect(bench.module.stats().serialPackageBytes).toBe(8);
});
