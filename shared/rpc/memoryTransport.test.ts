import { describe, expect, test } from 'vitest';
import { contractCases, limitBytes } from './contractTest.ts';
import { createMemoryTransportPair } from './memoryTransport.ts';

describe('the contract over the in-memory transport', () => {
  // Both ends are in this process: there is no frame that one of them has not made itself.
  for (const { name, run } of contractCases.filter(({ hostile }) => !hostile)) {
    test(name, () =>
      run(async () => {
        const [client, server] = createMemoryTransportPair(limitBytes);
        return { client, server, close: () => client.close() };
      }),
    );
  }
});

describe('in-memory transport', () => {
  test('shares no object between its ends', async () => {
    const [left, right] = createMemoryTransportPair();
    const sent = { list: [1] };
    const got = new Promise((resolve) => right.onMessage(resolve));
    left.send(sent);
    sent.list.push(2);
    expect(await got).toEqual({ list: [1] });
  });

  test('delivers what was sent before a close, then the close, and nothing after', async () => {
    const [left, right] = createMemoryTransportPair();
    const events: unknown[] = [];
    right.onMessage((message) => events.push(message));
    right.onClose(() => events.push('closed'));
    left.send(1);
    left.close();
    left.send(2);
    await Promise.resolve();
    await Promise.resolve();
    expect(events).toEqual([1, 'closed']);
  });
});
