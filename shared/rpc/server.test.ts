import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract/index.ts';
import { AppError } from '../errors.ts';
import { createRpcClient } from './client.ts';
import { method, topic } from './define.ts';
import { createMemoryTransportPair } from './memoryTransport.ts';
import { createRpcServer, type RpcServerOptions } from './server.ts';

const small = {
  room: {
    ask: method('An answer.', z.strictObject({}), z.strictObject({ ok: z.literal(true) })),
    watch: topic('A number.', z.strictObject({}), z.number(), z.number()),
  },
} as const;

interface Answers {
  ask?: () => { ok: true } | Promise<{ ok: true }>;
  snapshot?: unknown;
}

function open(answers: Answers, options: RpcServerOptions = {}) {
  const [near, far] = createMemoryTransportPair();
  const handlers = {
    room: {
      ask: answers.ask ?? (() => ({ ok: true as const })),
      watch: (_params: object, sink: { snapshot(value: number): void }) => {
        // Past the compiler on purpose: a handler that breaks the contract at run time.
        sink.snapshot((answers.snapshot ?? 1) as number);
        return () => {};
      },
    },
  };
  const stop = createRpcServer(small, handlers, options).serve(far);
  return { client: createRpcClient(small, near), near, stop };
}

describe('the RPC server', () => {
  test('will not start when a handler is missing', () => {
    const [, far] = createMemoryTransportPair();
    const partial = { room: { ask: () => ({ ok: true as const }) } };
    expect(() => createRpcServer(small, partial as never).serve(far)).toThrow('no handler for room.watch');
  });

  test('reports an answer that breaks the contract as our own mistake, when told to check', async () => {
    const { client } = open({ ask: () => ({ ok: false }) as never }, { validateOutputs: true });
    await expect(client.room.ask({})).rejects.toMatchObject({ code: 'rpc.internal' });
    expect(await open({ ask: () => ({ ok: false }) as never }).client.room.ask({})).toEqual({ ok: false });
  });

  test('ends a subscription whose snapshot breaks the contract, when told to check', async () => {
    const { client } = open({ snapshot: 'text' }, { validateOutputs: true });
    const error = await new Promise((resolve) =>
      client.room.watch({}, { onSnapshot() {}, onChanges() {}, onError: resolve }),
    );
    expect(error).toMatchObject({ code: 'rpc.internal' });
  });

  test('hands what a handler threw to the log, and only what was not an AppError', async () => {
    const log: unknown[] = [];
    const onInternalError = (member: string, thrown: unknown): void => {
      log.push([member, String(thrown)]);
    };
    const crash = new Error('disk on fire');
    const failing = { ask: () => Promise.reject(crash) };
    await open(failing, { onInternalError })
      .client.room.ask({})
      .catch(() => {});
    const refusing = { ask: () => Promise.reject(new AppError('port.busy')) };
    await open(refusing, { onInternalError })
      .client.room.ask({})
      .catch(() => {});
    expect(log).toEqual([['room.ask', 'Error: disk on fire']]);
  });

  test('refuses an id that is in use and leaves the first call alone', async () => {
    let answer = (_value: { ok: true }): void => {};
    const { near } = open({
      ask: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const got: unknown[] = [];
    near.onMessage((message) => got.push(message));
    near.send({ kind: 'call', id: 5, method: 'room.ask', input: {} });
    near.send({ kind: 'call', id: 5, method: 'room.ask', input: {} });
    await settle();
    expect(got).toMatchObject([{ kind: 'failure', id: 5, error: { code: 'rpc.invalidInput' } }]);
    answer({ ok: true });
    await settle();
    expect(got[1]).toEqual({ kind: 'result', id: 5, value: { ok: true } });
  });

  test('refuses more open calls and subscriptions than its limit', async () => {
    const { client } = open({ ask: () => new Promise(() => {}) }, { maxOpen: 2 });
    const first = client.room.ask({});
    const second = client.room.ask({});
    await expect(client.room.ask({})).rejects.toMatchObject({
      code: 'rpc.tooManyOpen',
      params: { limit: 2 },
    });
    client.close();
    await Promise.allSettled([first, second]);
  });

  test('answers nothing after it was told to stop serving', async () => {
    const { client, stop } = open({});
    stop();
    let answered = false;
    client.room.ask({}).then(
      () => {
        answered = true;
      },
      () => {},
    );
    await settle();
    expect(answered).toBe(false);
    client.close();
  });
});

describe('the contract', () => {
  for (const [service, members] of Object.entries(contract)) {
    for (const [name, spec] of Object.entries(members)) {
      test(`${service}.${name} refuses an unknown key`, () => {
        const input: z.ZodType = spec.kind === 'method' ? spec.input : spec.params;
        const parsed = input.safeParse({ noSuchKeyAnywhere: 1 });
        const codes = parsed.error?.issues.map((issue) => issue.code) ?? [];
        expect(codes).toContain('unrecognized_keys');
      });
    }
  }
});

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
