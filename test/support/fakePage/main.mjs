/** The window over the scripted core, joined by the same RPC as over the real one. */
import { mount } from '../../../renderer/app/mount.tsx';
import { contract } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { createMemoryTransportPair } from '../../../shared/rpc/memoryTransport.ts';
import { createReconnectingClient } from '../../../shared/rpc/reconnectingClient.ts';
import { createRpcServer } from '../../../shared/rpc/server.ts';
import { createFakeCore } from '../fakeCore.ts';

/**
 * A member that nobody scripted yet does not keep every page from being seen: a topic is an empty list, a method is refused.
 */
function complete(handlers) {
  const whole = { ...handlers };
  for (const [service, members] of Object.entries(contract)) {
    const stand = Object.fromEntries(
      Object.entries(members).map(([name, { kind }]) => [name, kind === 'topic' ? emptyTopic : refuse]),
    );
    whole[service] = { ...stand, ...handlers[service] };
  }
  return whole;
}

function emptyTopic(_params, sink) {
  sink.snapshot([]);
  return () => {};
}

function refuse() {
  throw new AppError('rpc.internal');
}

const wish = new URLSearchParams(location.search);
const server = createRpcServer(
  contract,
  complete(
    createFakeCore({
      preferences: {
        language: wish.get('lang') === 'en' ? 'en' : 'zh-CN',
        theme: wish.get('theme') === 'dark' ? 'dark' : 'light',
        projectId: null,
      },
      lived: wish.has('lived'),
      outcome: wish.get('outcome') === 'failed' ? 'failed' : 'succeeded',
      speed: Number(wish.get('speed') ?? 1),
      hold: wish.has('hold'),
    }),
  ),
  {
    validateOutputs: true,
    onInternalError: (member, thrown) => {
      throw new Error(`${member}: ${String(thrown)}`, { cause: thrown });
    },
  },
);

let open;
let reachable = true;
const core = createReconnectingClient(contract, () => {
  if (!reachable) return Promise.reject(new Error('cut'));
  const [near, far] = createMemoryTransportPair();
  server.serve(far);
  open = near;
  return Promise.resolve(near);
});

Object.assign(window, {
  /** Cuts the connection and keeps it cut until `join`. */
  cut() {
    reachable = false;
    open?.close();
  },
  join() {
    reachable = true;
  },
});

mount(core);
