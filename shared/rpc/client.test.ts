import { describe, expect, test } from 'vitest';
import { createRpcClient } from './client.ts';
import { testContract } from './contractTest.ts';
import { createMemoryTransportPair } from './memoryTransport.ts';
import type { Transport } from './transport.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A client whose server is the test itself. */
function open() {
  const [near, server] = createMemoryTransportPair();
  const got: unknown[] = [];
  server.onMessage((message) => got.push(message));
  return { client: createRpcClient(testContract, near), near, server, got };
}

function listen(client: ReturnType<typeof open>['client']) {
  const heard: unknown[] = [];
  const stop = client.test.count(
    { from: 0 },
    {
      onSnapshot: (value) => heard.push({ snapshot: value }),
      onChanges: (values) => heard.push(...values),
      onError: (error) => heard.push(error),
    },
  );
  return { heard, stop };
}

async function say(server: Transport, ...messages: unknown[]): Promise<void> {
  for (const message of messages) server.send(message);
  await settle();
}

describe('the client of a subscription', () => {
  test('asks anew when a change is missing, and does not show what came after the gap', async () => {
    const { client, server, got } = open();
    const { heard } = listen(client);
    await say(
      server,
      { kind: 'snapshot', id: 1, seq: 1, value: 10 },
      { kind: 'changes', id: 1, seq: 3, values: [12] },
    );
    expect(heard).toEqual([{ snapshot: 10 }]);
    expect(got.slice(1)).toEqual([
      { kind: 'unsubscribe', id: 1 },
      { kind: 'subscribe', id: 2, topic: 'test.count', params: { from: 0 }, credit: 16 },
    ]);
    await say(server, { kind: 'snapshot', id: 2, seq: 1, value: 12 });
    expect(heard).toEqual([{ snapshot: 10 }, { snapshot: 12 }]);
  });

  test('asks anew when changes come before a snapshot', async () => {
    const { client, server, got } = open();
    const { heard } = listen(client);
    await say(server, { kind: 'changes', id: 1, seq: 1, values: [1] });
    expect(heard).toEqual([]);
    expect(got).toHaveLength(3);
  });

  test('gives credit back after half a window, and after its listener has done its work', async () => {
    const { client, server, got } = open();
    listen(client);
    await say(server, { kind: 'snapshot', id: 1, seq: 1, value: 0 });
    for (let seq = 2; seq <= 8; seq += 1) {
      expect(got).toHaveLength(1);
      await say(server, { kind: 'changes', id: 1, seq, values: [seq] });
    }
    expect(got.slice(1)).toEqual([{ kind: 'credit', id: 1, n: 8 }]);
  });

  test('hears nothing that is still under way after it unsubscribed', async () => {
    const { client, server } = open();
    const { heard, stop } = listen(client);
    stop();
    stop();
    await say(server, { kind: 'snapshot', id: 1, seq: 1, value: 0 });
    expect(heard).toEqual([]);
  });
});

describe('the client of a connection', () => {
  test('ends with the reason that the server gives', async () => {
    const { client, server } = open();
    const { heard } = listen(client);
    const call = client.test.echo({ text: '' });
    const error = { code: 'host.missingToken', params: {}, retry: 'no' };
    await Promise.all([
      expect(call).rejects.toMatchObject({ code: 'host.missingToken' }),
      say(server, { kind: 'goodbye', error }),
    ]);
    expect(heard).toMatchObject([{ code: 'host.missingToken' }]);
  });

  test('ends when the other end speaks something else', async () => {
    const { client, server } = open();
    const call = client.test.echo({ text: '' });
    await Promise.all([
      expect(call).rejects.toMatchObject({ code: 'rpc.disconnected', retry: 'yes' }),
      say(server, '220 ready'),
    ]);
  });

  test('ignores an answer that nobody waits for any more', async () => {
    const { client, server, got } = open();
    const abort = new AbortController();
    const call = client.test.echo({ text: '' }, { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'rpc.cancelled' });
    await say(server, { kind: 'result', id: 1, value: { text: 'late' } });
    expect(got).toEqual([
      { kind: 'call', id: 1, method: 'test.echo', input: { text: '' } },
      { kind: 'cancel', id: 1 },
    ]);
  });

  test('a call that is cancelled before it begins is never sent', async () => {
    const { client, got } = open();
    const call = client.test.echo({ text: '' }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'rpc.cancelled' });
    await settle();
    expect(got).toEqual([]);
  });
});
