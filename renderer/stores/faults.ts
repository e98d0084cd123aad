/** Faults that are set on the OTA server: broken on purpose must never be forgotten, so every page knows. */
import { create } from 'zustand';
import type { OtaFault } from '../../shared/contract/otaFault.ts';
import type { Core } from '../connection/connect.ts';

export const useFaults = create<{ readonly loaded: boolean; readonly faults: readonly OtaFault[] }>()(() => ({
  loaded: false,
  faults: [],
}));

export function followFaults(core: Core): () => void {
  const take = (faults: readonly OtaFault[]) => useFaults.setState({ loaded: true, faults });
  return core.otaServer.faults(
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
