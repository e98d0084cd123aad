/** A client that outlives its connection: views keep their subscriptions through a restart of the core or a cut socket. */
import { createFacade } from './client.ts';
import type { ContractClient, ContractSpec } from './define.ts';
import { type ConnectionState, Link } from './link.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { Transport } from './transport.ts';

export type { ConnectionState } from './link.ts';

export type ReconnectingClient<C extends ContractSpec> = ContractClient<C> & {
  state(): ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Tries at once: after a refusal, or because a person asked to. */
  reconnect(): void;
  close(): void;
};

/**
 * Calls made while there is no connection wait for it; calls under way when it is lost reject with rpc.disconnected, because
 * nobody can know whether they were done. Subscriptions are made again on the new connection and begin with a fresh snapshot.
 * `connect` rejects with an AppError of `retry: 'no'` to be refused for good; anything else is tried again.
 */
export function createReconnectingClient<C extends ContractSpec>(
  contract: C,
  connect: () => Promise<Transport>,
  timers: Timers = systemTimers,
): ReconnectingClient<C> {
  const link = new Link(connect, timers);
  link.reconnect();
  return {
    ...createFacade(contract, link),
    state: () => link.state(),
    onState: (listener) => link.onState(listener),
    reconnect: () => link.reconnect(),
    close: () => link.close(),
  };
}
