import { describe, expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { createTestHandlers, testContract } from './contractTest.ts';
import { createManualTimers } from './manualTimers.ts';
import { createMemoryTransportPair } from './memoryTransport.ts';
import { createReconnectingClient } from './reconnectingClient.ts';
import { createRpcServer } from './server.ts';
import type { Transport } from './transport.ts';

/** A core that can be cut off, refuse and come back. */
function createBench() {
  const timers = createManualTimers();
  const server = createRpcServer(testContract, createTestHandlers());
  const doors: Transport[] = [];
  let mood: 'open' | 'down' | 'refusing' = 'open';
  let attempts = 0;
  const client = createReconnectingClient(
    testContract,
    async () => {
      attempts += 1;
      if (mood === 'down') throw new Error('ECONNREFUSED');
      if (mood === 'refusing') throw new AppError('host.missingToken');
      const [near, far] = createMemoryTransportPair();
      server.serve(far);
      doors.push(far);
      return near;
    },
    timers,
  );
  const phases: string[] = [];
  client.onState((state) => phases.push(state.phase));
  return {
    client,
    timers,
    phases,
    attempts: () => attempts,
    cut: () => doors.at(-1)?.close(),
    set: (next: typeof mood) => {
      mood = next;
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a reconnecting client', () => {
  test('holds calls until it is connected', async () => {
    const { client, phases } = createBench();
    expect(client.state()).toEqual({ phase: 'connecting', attempt: 1 });
    expect(await client.test.echo({ text: 'early' })).toEqual({ text: 'early' });
    expect(phases).toEqual(['connected']);
  });

  test('rejects a call that was under way when the connection was lost', async () => {
    const { client, cut } = createBench();
    await client.test.echo({ text: '' });
    const waiting = client.test.wait({});
    await settle();
    cut();
    await expect(waiting).rejects.toMatchObject({ code: 'rpc.disconnected', retry: 'yes' });
  });

  test('subscribes again with a fresh snapshot and never tells the listener of the loss', async () => {
    const { client, cut, phases } = createBench();
    const heard: unknown[] = [];
    client.test.count(
      { from: 3 },
      {
        onSnapshot: (value) => heard.push({ snapshot: value }),
        onChanges: (values) => heard.push(...values),
        onError: (error) => heard.push(error),
      },
    );
    await settle();
    cut();
    await settle();
    expect(phases).toEqual(['connected', 'connecting', 'connected']);
    expect(heard).toEqual([{ snapshot: 3 }, { snapshot: 3 }]);
    expect(await client.test.listeners({})).toBe(1);
  });

  test('an unsubscribe made while disconnected holds', async () => {
    const { client, cut } = createBench();
    const stop = client.test.count({ from: 0 }, { onSnapshot() {}, onChanges() {} });
    await settle();
    cut();
    stop();
    await settle();
    expect(await client.test.listeners({})).toBe(0);
  });

  test('waits longer between attempts, up to 4 s, and no longer', async () => {
    const { set, cut, timers, attempts, client } = createBench();
    await settle();
    set('down');
    cut();
    await settle();
    const waits: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const before = attempts();
      let waitedMs = 0;
      while (attempts() === before) {
        timers.advance(50);
        waitedMs += 50;
      }
      waits.push(waitedMs);
      await settle();
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000]);
    client.close();
    expect(timers.pending()).toBe(0);
  });

  test('stops when it is refused for good, fails waiting calls, and tries again when told to', async () => {
    const { set, cut, timers, client, attempts } = createBench();
    await settle();
    set('refusing');
    cut();
    await settle();
    expect(client.state()).toMatchObject({ phase: 'refused', error: { code: 'host.missingToken' } });
    await expect(client.test.echo({ text: '' })).rejects.toMatchObject({ code: 'host.missingToken' });
    timers.advance(60_000);
    expect(attempts()).toBe(2);
    set('open');
    client.reconnect();
    expect(await client.test.echo({ text: 'back' })).toEqual({ text: 'back' });
  });

  test('a waiting call can be cancelled', async () => {
    const { set, cut, client } = createBench();
    await settle();
    set('down');
    cut();
    await settle();
    const abort = new AbortController();
    const waiting = client.test.echo({ text: '' }, { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'rpc.cancelled' });
    client.close();
  });

  test('an error of the topic itself ends its subscription', async () => {
    const { client, cut } = createBench();
    const errors: unknown[] = [];
    const wrong = { from: 'text' } as never;
    client.test.count(wrong, { onSnapshot() {}, onChanges() {}, onError: (error) => errors.push(error) });
    await settle();
    cut();
    await settle();
    expect(errors).toMatchObject([{ code: 'rpc.invalidInput' }]);
  });

  test('closing fails what waits, tells subscribers once, and is final', async () => {
    const { client, attempts } = createBench();
    const errors: unknown[] = [];
    client.test.count(
      { from: 0 },
      { onSnapshot() {}, onChanges() {}, onError: (error) => errors.push(error) },
    );
    await settle();
    client.close();
    client.reconnect();
    await settle();
    expect(errors).toMatchObject([{ code: 'rpc.disconnected' }]);
    await expect(client.test.echo({ text: '' })).rejects.toMatchObject({ code: 'rpc.disconnected' });
    expect(attempts()).toBe(1);
  });
});
