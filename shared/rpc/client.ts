/** The calling end of the contract. */
import type { AppError } from '../errors.ts';
import type { ContractClient, ContractSpec } from './define.ts';
import type { RawListener } from './openSubscriptions.ts';
import { type CallOptions, type RawCaller, RawClient } from './rawClient.ts';
import type { Transport } from './transport.ts';

export type RpcClient<C extends ContractSpec> = ContractClient<C> & {
  /** Ends the connection; pending calls reject with rpc.disconnected. */
  close(): void;
  /** Called once when the connection has ended, with rpc.disconnected or the reason that the server gave. */
  onClose(listener: (error: AppError) => void): () => void;
};

/**
 * Methods reject with AppError: what the core says, or rpc.disconnected, rpc.cancelled, rpc.frameTooLarge. Answers are not
 * validated again: the server is the same program.
 */
export function createRpcClient<C extends ContractSpec>(contract: C, transport: Transport): RpcClient<C> {
  const raw = new RawClient(transport);
  return {
    ...createFacade(contract, raw),
    close: () => raw.close(),
    onClose: (listener) => raw.onClose(listener),
  };
}

/** The contract's members as functions that go through `raw`. */
export function createFacade<C extends ContractSpec>(contract: C, raw: RawCaller): ContractClient<C> {
  const services: Record<string, Record<string, unknown>> = {};
  for (const [service, members] of Object.entries(contract)) {
    const functions: Record<string, unknown> = {};
    for (const [name, spec] of Object.entries(members)) {
      const id = `${service}.${name}`;
      functions[name] =
        spec.kind === 'method'
          ? (input: unknown, options?: CallOptions) => raw.call(id, input, options)
          : (params: unknown, listener: RawListener) => raw.subscribe(id, params, listener);
    }
    services[service] = functions;
  }
  // The loop follows the same specs that ContractClient is derived from; the compiler cannot follow names built at run time.
  return services as ContractClient<C>;
}
