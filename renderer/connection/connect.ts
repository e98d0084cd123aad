/** The client of this page: it outlives every single connection. */
import { contract } from '../../shared/contract/index.ts';
import { createReconnectingClient, type ReconnectingClient } from '../../shared/rpc/reconnectingClient.ts';
import { systemTimers } from '../../shared/rpc/timers.ts';
import { openTransport } from './host.ts';

export type Core = ReconnectingClient<typeof contract>;

export function connectCore(): Core {
  return createReconnectingClient(contract, openTransport, systemTimers);
}
