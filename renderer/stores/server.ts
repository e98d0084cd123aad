/** The device-facing server as the core last told it; null until it has. */
import { create } from 'zustand';
import type { OwnAddress, ServerStatus } from '../../shared/contract/otaServer.ts';
import type { Core } from '../connection/connect.ts';
import { createAnswers } from './answers.ts';

export const useServer = create<{ readonly status: ServerStatus | null }>()(() => ({ status: null }));

/** All of this computer's addresses, as a server binds to them. */
export const everywhere = '0.0.0.0';

/** Addresses that the server can be bound to. */
export const ownAddresses = createAnswers<readonly OwnAddress[]>();

/** Where the running server is asked from this computer; null while it is off. */
export function useOwnServerUrl(): string | null {
  return useServer(({ status }) => {
    if (status?.state !== 'running') return null;
    return `http://${hostOf(status.addresses[0]?.address ?? '127.0.0.1')}:${status.port}`;
  });
}

/** An address as it stands in a URL. */
export function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

export function followServer(core: Core): () => void {
  const take = (status: ServerStatus) => useServer.setState({ status });
  return core.otaServer.status(
    {},
    {
      onSnapshot: take,
      onChanges: (changes) => {
        const last = changes.at(-1);
        if (last !== undefined) take(last);
      },
    },
  );
}
