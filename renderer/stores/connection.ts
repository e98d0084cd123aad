/** How the page is joined to the core. */
import { create } from 'zustand';
import type { ConnectionState } from '../../shared/rpc/reconnectingClient.ts';
import type { Core } from '../connection/connect.ts';

export interface ConnectionView {
  readonly state: ConnectionState;
  /** True once a connection has stood: before that a page is starting, after that it has been cut off. */
  readonly everConnected: boolean;
}

export const useConnection = create<ConnectionView>()(() => ({
  state: { phase: 'connecting', attempt: 1 },
  everConnected: false,
}));

export function followConnection(core: Core): () => void {
  const take = (state: ConnectionState) =>
    useConnection.setState((before) => ({
      state,
      everConnected: before.everConnected || state.phase === 'connected',
    }));
  take(core.state());
  return core.onState(take);
}
