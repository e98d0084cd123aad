/**
 * What every transport must do, once. A test file opens its kind of pair and runs these cases; nothing here knows the test
 * runner, so the file stays inside what shared/ may import.
 */
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { createRpcClient, type RpcClient } from './client.ts';
import { type ContractHandlers, method, type TopicSink, topic } from './define.ts';
import { createRpcServer } from './server.ts';
import type { Transport } from './transport.ts';

/** Frame limit of the cases: small, to keep them quick. */
export const limitBytes = 256 * 1024;

/** Two joined ends. */
export interface TransportPair {
  readonly client: Transport;
  readonly server: Transport;
  close(): Promise<void> | void;
}

/** Joins two ends; the server's limit is `limitBytes`, the client's may be larger, as a hostile client's would be. */
export type OpenPair = (clientLimitBytes: number) => Promise<TransportPair>;

export const testContract = {
  test: {
    echo: method(
      'Says it again.',
      z.strictObject({ text: z.string() }),
      z.strictObject({ text: z.string() }),
    ),
    big: method('As many letters.', z.strictObject({ letters: z.number().int() }), z.string()),
    refuse: method('Refuses as the core does.', z.strictObject({}), z.null()),
    crash: method('Throws what is not an AppError.', z.strictObject({}), z.null()),
    wait: method('Until it is cancelled.', z.strictObject({}), z.null()),
    aborted: method('How many waits were told to stop.', z.strictObject({}), z.number()),
    say: method('Adds changes to the count.', z.strictObject({ n: z.number().int() }), z.null()),
    listeners: method('How many subscriptions are open.', z.strictObject({}), z.number()),
    count: topic(
      'A number and its steps.',
      z.strictObject({ from: z.number().int() }),
      z.number(),
      z.number(),
    ),
  },
} as const;
export type TestContract = typeof testContract;

/** The core of the cases: small, with its insides visible. */
export function createTestHandlers(): ContractHandlers<TestContract> {
  const sinks = new Set<TopicSink<number, number>>();
  let last = 0;
  let aborted = 0;
  return {
    test: {
      echo: ({ text }) => ({ text }),
      big: ({ letters }) => 'x'.repeat(letters),
      refuse: () => {
        throw new AppError('port.busy', { owner: 'terminal' }, { retry: 'later', cause: new Error('EBUSY') });
      },
      crash: () => {
        throw new TypeError('not thought of');
      },
      wait: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted += 1;
            reject(new Error('stopped'));
          });
        }),
      aborted: () => aborted,
      say({ n }) {
        for (let i = 0; i < n; i += 1) {
          last += 1;
          for (const sink of sinks) sink.change(last);
        }
        return null;
      },
      listeners: () => sinks.size,
      count({ from }, sink) {
        if (last < from) last = from;
        sink.snapshot(last);
        sinks.add(sink);
        return () => sinks.delete(sink);
      },
    },
  };
}

interface Bench {
  readonly pair: TransportPair;
  readonly client: RpcClient<TestContract>;
  readonly closed: Promise<AppError>;
}

export interface ContractCase {
  readonly name: string;
  /** The client disregards the frame limit; only for transports that carry frames. */
  readonly hostile: boolean;
  run(open: OpenPair): Promise<void>;
}

const cases: ContractCase[] = [];

function define(name: string, body: (bench: Bench) => Promise<void>, hostile = false): void {
  cases.push({
    name,
    hostile,
    async run(open) {
      const pair = await open(hostile ? limitBytes * 4 : limitBytes);
      createRpcServer(testContract, createTestHandlers(), { validateOutputs: true }).serve(pair.server);
      const client = createRpcClient(testContract, pair.client);
      const closed = new Promise<AppError>((resolve) => client.onClose(resolve));
      try {
        await body({ pair, client, closed });
      } finally {
        await pair.close();
      }
    },
  });
}

define('a call is answered', async ({ client }) => {
  equal(await client.test.echo({ text: '固件 ✓' }), { text: '固件 ✓' });
});

define('many calls at once keep their own answers', async ({ client }) => {
  const texts = Array.from({ length: 50 }, (_, i) => `${i}`);
  const answers = await Promise.all(texts.map((text) => client.test.echo({ text })));
  equal(
    answers.map((answer) => answer.text),
    texts,
  );
});

define('a refusal arrives as an AppError with code, params, retry and cause', async ({ client }) => {
  const error = await rejection(client.test.refuse({}));
  equal(error.toData(), {
    code: 'port.busy',
    params: { owner: 'terminal' },
    retry: 'later',
    cause: 'Error: EBUSY',
  });
});

define('anything else that is thrown arrives as rpc.internal without a stack', async ({ client }) => {
  const error = await rejection(client.test.crash({}));
  equal(error.code, 'rpc.internal');
  equal(error.params, { reason: 'TypeError: not thought of' });
  equal(JSON.stringify(error.toData()).includes('contractTest'), false);
});

define('a cancelled call rejects at once and its handler is told to stop', async ({ client }) => {
  const abort = new AbortController();
  const waiting = rejection(client.test.wait({}, { signal: abort.signal }));
  await client.test.echo({ text: 'the wait has begun' });
  abort.abort();
  equal((await waiting).code, 'rpc.cancelled');
  equal(await client.test.aborted({}), 1);
});

define('a subscription begins with a snapshot and continues in order', async ({ client }) => {
  const heard = listen(client, 7);
  await heard.until((values) => values.length === 1);
  await client.test.say({ n: 1300 });
  await heard.until((values) => values.length === 1301);
  equal(
    heard.values,
    Array.from({ length: 1301 }, (_, i) => 7 + i),
  );
  equal(heard.snapshots(), 1);
});

define('changes are gathered: far fewer messages than changes', async ({ client, pair }) => {
  let messages = 0;
  pair.client.onMessage(() => {
    messages += 1;
  });
  const heard = listen(client, 0);
  await client.test.say({ n: 1000 });
  await heard.until((values) => values.length === 1001);
  equal(messages <= 5, true);
});

define(
  'a subscriber that is not quick enough is told anew, and ends up with the truth',
  async ({ client }) => {
    const heard = listen(client, 0);
    await heard.until((values) => values.length === 1);
    // 16 messages of 500 are under way at most and 8 wait: what is beyond comes as a snapshot.
    await client.test.say({ n: 40_000 });
    await client.test.say({ n: 1 });
    await heard.until((values) => values.at(-1) === 40_001);
    equal(heard.snapshots() >= 2, true);
  },
);

define('after the unsubscribe nothing is heard and the topic has no listener', async ({ client }) => {
  const heard = listen(client, 0);
  await heard.until((values) => values.length === 1);
  heard.stop();
  await client.test.say({ n: 3 });
  equal(await client.test.listeners({}), 0);
  equal(heard.values.length, 1);
});

define('an unknown method is refused by name', async ({ pair, client }) => {
  for (const [index, name] of ['test.nothing', 'test', 'constructor.name', '__proto__.toString'].entries()) {
    const answer = nextMessage(pair.client);
    pair.client.send({ kind: 'call', id: 9000 + index, method: name, input: {} });
    equal(await answer, {
      kind: 'failure',
      id: 9000 + index,
      error: { code: 'rpc.unknownMethod', params: { method: name }, retry: 'no' },
    });
  }
  equal(await client.test.listeners({}), 0);
});

define('an unknown topic is refused by name', async ({ pair }) => {
  const answer = nextMessage(pair.client);
  pair.client.send({ kind: 'subscribe', id: 9, topic: 'test.echo', params: {}, credit: 1 });
  const error = { code: 'rpc.unknownTopic', params: { topic: 'test.echo' }, retry: 'no' };
  equal(await answer, { kind: 'failure', id: 9, error });
});

define('wrong input is refused with the path of the mistake, and without its value', async ({ pair }) => {
  const answer = nextMessage(pair.client);
  pair.client.send({ kind: 'call', id: 9, method: 'test.echo', input: { text: 5_551_234 } });
  const failure = JSON.stringify(await answer);
  equal(failure.includes('"code":"rpc.invalidInput"'), true);
  equal(failure.includes('"path":"text"'), true);
  equal(failure.includes('5551234'), false);
});

define('an unknown input key is refused', async ({ pair }) => {
  const answer = nextMessage(pair.client);
  pair.client.send({ kind: 'call', id: 9, method: 'test.echo', input: { text: '', more: 1 } });
  equal(JSON.stringify(await answer).includes('rpc.invalidInput'), true);
});

define('a question beyond the frame limit is refused and the connection survives', async ({ client }) => {
  const error = await rejection(client.test.echo({ text: 'x'.repeat(limitBytes) }));
  equal(error.code, 'rpc.frameTooLarge');
  equal(error.params, { limitBytes: limitBytes });
  equal(await client.test.echo({ text: 'still here' }), { text: 'still here' });
});

define('the frame limit counts bytes, not letters', async ({ client }) => {
  const text = '固'.repeat(Math.ceil(limitBytes / 3));
  equal((await rejection(client.test.echo({ text }))).code, 'rpc.frameTooLarge');
});

define('an answer beyond the frame limit is refused and the connection survives', async ({ client }) => {
  const error = await rejection(client.test.big({ letters: limitBytes }));
  equal(error.code, 'rpc.frameTooLarge');
  equal(await client.test.echo({ text: 'still here' }), { text: 'still here' });
});

define(
  'a hostile frame beyond the limit ends the connection with rpc.frameTooLarge',
  async ({ pair, closed }) => {
    pair.client.send({ kind: 'call', id: 1, method: 'test.echo', input: 'x'.repeat(limitBytes) });
    equal((await closed).code, 'rpc.frameTooLarge');
  },
  true,
);

define(
  'a message that is not of this protocol ends the connection with its reason',
  async ({ pair, closed }) => {
    pair.client.send({ kind: 'eval', code: '1' });
    equal((await closed).code, 'rpc.invalidInput');
  },
);

define(
  'a lost connection rejects calls, ends subscriptions and stops the handlers',
  async ({ pair, client }) => {
    const serverClosed = new Promise<void>((resolve) => pair.server.onClose(() => resolve()));
    const waiting = rejection(client.test.wait({}));
    const ended = new Promise<Error>((resolve) =>
      client.test.count({ from: 0 }, { onSnapshot() {}, onChanges() {}, onError: resolve }),
    );
    await client.test.echo({ text: 'the wait has begun' });
    client.close();
    equal((await waiting).code, 'rpc.disconnected');
    equal((await ended) instanceof AppError, true);
    equal((await rejection(client.test.echo({ text: '' }))).code, 'rpc.disconnected');
    await serverClosed;
  },
);

define('the server closing is heard by the client', async ({ pair, closed }) => {
  pair.server.close();
  equal((await closed).code, 'rpc.disconnected');
});

/** Every case, in order; run each with a fresh pair. */
export const contractCases: readonly ContractCase[] = cases;

function listen(client: RpcClient<TestContract>, from: number) {
  const values: number[] = [];
  let snapshots = 0;
  let check = (): void => {};
  const add = (...more: number[]): void => {
    values.push(...more);
    check();
  };
  const stop = client.test.count(
    { from },
    {
      onSnapshot(value) {
        snapshots += 1;
        add(value);
      },
      onChanges: (changes) => add(...changes),
    },
  );
  const until = (holds: (values: readonly number[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (holds(values)) resolve();
      };
      check();
    });
  return { values, stop, until, snapshots: () => snapshots };
}

function nextMessage(transport: Transport): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = transport.onMessage((message) => {
      stop();
      resolve(message);
    });
  });
}

async function rejection(promise: Promise<unknown>): Promise<AppError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error(`expected an AppError, got ${JSON.stringify(value)}`);
}

function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right?.slice(0, 500)}, got ${left?.slice(0, 500)}`);
}
