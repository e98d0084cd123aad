/** Preferences and projects as the core last told them; null until it has. */
import { create } from 'zustand';
import type { Preferences, SettingsState } from '../../shared/contract/settings.ts';
import type { Core } from '../connection/connect.ts';

export const useSettings = create<{ readonly state: SettingsState | null }>()(() => ({ state: null }));

export function followSettings(core: Core): () => void {
  const take = (state: SettingsState) => useSettings.setState({ state });
  return core.settings.state(
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

/** Shown at once, kept by the core; the core's own word, which follows, wins. */
export function changePreferences(core: Core, patch: Partial<Preferences>): Promise<unknown> {
  useSettings.setState(({ state }) =>
    state === null ? {} : { state: { ...state, preferences: { ...state.preferences, ...patch } } },
  );
  return core.settings.setPreferences(patch);
}
