/** The serving end of the contract: one for the core, any number of connections. */
import { Connection, type ConnectionOptions } from './connection.ts';
import type { ContractHandlers, ContractSpec } from './define.ts';
import { collectMembers } from './members.ts';
import { defaultSubscriptionLimits, type SubscriptionLimits } from './subscription.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { Transport } from './transport.ts';

export interface RpcServerOptions {
  readonly timers?: Timers;
  readonly subscriptions?: Partial<SubscriptionLimits>;
  /** Calls plus subscriptions open on one connection, default 512; beyond it: rpc.tooManyOpen. */
  readonly maxOpen?: number;
  /** Checks answers against the contract too; for tests and development. */
  readonly validateOutputs?: boolean;
  /** A handler threw something that is not an AppError. The caller gets rpc.internal without a stack; this gets the value. */
  readonly onInternalError?: (member: string, thrown: unknown) => void;
}

export interface RpcServer {
  /** Answers on this transport until it closes or the returned function is called. */
  serve(transport: Transport): () => void;
}

/** Throws a plain Error when a member of the contract has no handler. */
export function createRpcServer<C extends ContractSpec>(
  contract: C,
  handlers: ContractHandlers<C>,
  options: RpcServerOptions = {},
): RpcServer {
  const connection: ConnectionOptions = {
    members: collectMembers(contract, handlers),
    timers: options.timers ?? systemTimers,
    subscriptions: { ...defaultSubscriptionLimits, ...options.subscriptions },
    maxOpen: options.maxOpen ?? 512,
    validateOutputs: options.validateOutputs ?? false,
    onInternalError: options.onInternalError ?? (() => {}),
  };
  return {
    serve(transport) {
      const served = new Connection(transport, connection);
      return () => served.end();
    },
  };
}
