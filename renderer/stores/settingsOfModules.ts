/** What modules held when they were last asked, by port, and what was written since. A cache like the others. */
import { create } from 'zustand';
import type { SettingChange, SettingName, ShownSetting } from '../../shared/contract/modem.ts';

export interface KnownSettings {
  /** IMEI; null when the module told none. */
  readonly deviceId: string | null;
  /** null: the module was not asked yet. */
  readonly settings: readonly ShownSetting[] | null;
  readonly changes: readonly SettingChange[];
}

export const nothingKnown: KnownSettings = { deviceId: null, settings: null, changes: [] };

interface View {
  readonly byPort: Readonly<Record<string, KnownSettings>>;
}

export const useSettingsOfModules = create<View>()(() => ({ byPort: {} }));

export function useKnownSettings(portId: string | null): KnownSettings {
  return useSettingsOfModules(({ byPort }) => byPort[portId ?? ''] ?? nothingKnown);
}

export function keepSettings(portId: string, patch: Partial<KnownSettings>): void {
  useSettingsOfModules.setState(({ byPort }) => ({
    byPort: { ...byPort, [portId]: { ...(byPort[portId] ?? nothingKnown), ...patch } },
  }));
}

/** The settings with what writing left behind; what it could not learn stays as it was known. */
export function withChanges(
  settings: readonly ShownSetting[] | null,
  changes: readonly SettingChange[],
): readonly ShownSetting[] | null {
  if (settings === null) return null;
  const after = new Map<SettingName, ShownSetting>();
  for (const { after: value, name, atMs, saved } of changes) {
    if (value.source === 'readBack') after.set(name, value);
    if (value.source === 'sentOnly') after.set(name, { ...value, sentAtMs: atMs, saved });
  }
  return settings.map((setting) => after.get(setting.name) ?? setting);
}
