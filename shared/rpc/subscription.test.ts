import { describe, expect, test } from 'vitest';
import type { TopicSink } from './define.ts';
import { createManualTimers } from './manualTimers.ts';
import type { ServerMessage } from './messages.ts';
import { Subscription } from './subscription.ts';

const limits = { delayMs: 40, maxBatchChars: 20, maxBatchChanges: 3, maxBacklogBatches: 2 };

function open(credit: number) {
  const timers = createManualTimers();
  const sent: ServerMessage[] = [];
  const failures: unknown[] = [];
  const runs: { sink: TopicSink<unknown, unknown>; stopped: boolean }[] = [];
  const subscription = new Subscription({
    id: 1,
    credit,
    limits,
    timers,
    begin(sink) {
      const run = { sink, stopped: false };
      runs.push(run);
      sink.snapshot(`snapshot ${runs.length}`);
      return () => {
        run.stopped = true;
      };
    },
    send: (message) => sent.push(message),
    onFailed: (thrown) => failures.push(thrown),
  });
  const change = (...values: unknown[]): void => {
    for (const value of values) runs.at(-1)?.sink.change(value);
  };
  return { timers, sent, failures, runs, subscription, change };
}

describe('a subscription at the server', () => {
  test('sends its snapshot at once and gathers changes for 40 ms', () => {
    const { timers, sent, change } = open(9);
    change('a');
    timers.advance(39);
    change('b');
    expect(sent).toEqual([{ kind: 'snapshot', id: 1, seq: 1, value: 'snapshot 1' }]);
    timers.advance(1);
    expect(sent.slice(1)).toEqual([{ kind: 'changes', id: 1, seq: 2, values: ['a', 'b'] }]);
  });

  test('does not wait once a batch has its number of changes', () => {
    const { sent, change } = open(9);
    change(1, 2, 3, 4);
    expect(sent.slice(1)).toEqual([{ kind: 'changes', id: 1, seq: 2, values: [1, 2, 3] }]);
  });

  test('does not wait once a batch has its size', () => {
    const { sent, change } = open(9);
    change('x'.repeat(18));
    expect(sent.slice(1)).toEqual([{ kind: 'changes', id: 1, seq: 2, values: ['x'.repeat(18)] }]);
  });

  test('sends one change larger than a batch alone', () => {
    const { sent, change } = open(9);
    change('a', 'x'.repeat(50));
    expect(sent.slice(1)).toEqual([
      { kind: 'changes', id: 1, seq: 2, values: ['a'] },
      { kind: 'changes', id: 1, seq: 3, values: ['x'.repeat(50)] },
    ]);
  });

  test('numbers batches without gaps', () => {
    const { timers, sent, change } = open(9);
    change(1, 2, 3, 4);
    timers.advance(40);
    change(5);
    timers.advance(40);
    expect(sent.slice(1).map((message) => 'seq' in message && message.seq)).toEqual([2, 5, 6]);
  });

  test('holds changes back without credit and sends them when it returns', () => {
    const { timers, sent, subscription, change } = open(1);
    change(1, 2);
    timers.advance(1000);
    expect(sent).toHaveLength(1);
    subscription.addCredit(1);
    expect(sent.slice(1)).toEqual([{ kind: 'changes', id: 1, seq: 2, values: [1, 2] }]);
  });

  test('stops the topic when the backlog overflows, and begins anew when credit returns', () => {
    const { sent, subscription, change, runs } = open(1);
    change(1, 2, 3, 4, 5, 6);
    expect(runs.map((run) => run.stopped)).toEqual([true]);
    subscription.addCredit(5);
    expect(sent.slice(1)).toEqual([{ kind: 'snapshot', id: 1, seq: 2, value: 'snapshot 2' }]);
    change(7);
    expect(runs.map((run) => run.stopped)).toEqual([true, false]);
  });

  test('is deaf to the sink of an earlier run', () => {
    const { timers, sent, subscription, change, runs } = open(1);
    change(1, 2, 3, 4, 5, 6);
    subscription.addCredit(5);
    runs[0]?.sink.change('late');
    runs[0]?.sink.snapshot('late');
    timers.advance(100);
    expect(JSON.stringify(sent)).not.toContain('late');
  });

  test('a snapshot replaces the changes that still wait', () => {
    const { timers, sent, change, runs } = open(9);
    change(1);
    runs[0]?.sink.snapshot('again');
    timers.advance(100);
    expect(sent.slice(1)).toEqual([{ kind: 'snapshot', id: 1, seq: 2, value: 'again' }]);
  });

  test('leaves no timer and no topic behind when closed', () => {
    const { timers, subscription, change, runs, sent } = open(9);
    change(1);
    subscription.close();
    expect(timers.pending()).toBe(0);
    expect(runs[0]?.stopped).toBe(true);
    change(2);
    subscription.addCredit(3);
    expect(sent).toHaveLength(1);
  });

  test('a topic that changes before its snapshot is a mistake that is reported to the topic', () => {
    const failures: unknown[] = [];
    new Subscription({
      id: 1,
      credit: 1,
      limits,
      timers: createManualTimers(),
      begin(sink) {
        sink.change(1);
        return () => {};
      },
      send() {},
      onFailed: (thrown) => failures.push(thrown),
    });
    expect(String(failures[0])).toContain('snapshot before its first change');
  });

  test('a message that cannot be sent ends the subscription', () => {
    const failures: unknown[] = [];
    let stopped = false;
    new Subscription({
      id: 1,
      credit: 1,
      limits,
      timers: createManualTimers(),
      begin(sink) {
        sink.snapshot(1);
        return () => {
          stopped = true;
        };
      },
      send() {
        throw new Error('too large');
      },
      onFailed: (thrown) => failures.push(thrown),
    });
    expect(failures).toHaveLength(1);
    expect(stopped).toBe(true);
  });
});
