/** Presets as the core last told them. */
import { create } from 'zustand';
import type { Preset } from '../../shared/contract/presets.ts';
import type { Core } from '../connection/connect.ts';

export const usePresets = create<{ readonly presets: readonly Preset[] | null }>()(() => ({ presets: null }));

export function followPresets(core: Core): () => void {
  const take = (presets: readonly Preset[]) => usePresets.setState({ presets });
  return core.presets.all(
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
