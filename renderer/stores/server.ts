/** The device-facing server as the core last told it; null until it has. */
import { create } from 'zustand';
import type { ServerStatus } from '../../shared/contract/otaServer.ts';
import type { Core } from '../connection/connect.ts';

export const useServer = create<{ readonly status: ServerStatus | null }>()(() => ({ status: null }));

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
