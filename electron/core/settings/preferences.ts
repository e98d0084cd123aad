import { type Preferences, preferencesSchema } from '../../../shared/contract/settings.ts';
import type { Store } from '../store/store.ts';

export const defaultPreferences: Preferences = { language: 'zh-CN', theme: 'system', projectId: null };

/** Each preference is a row of its own; one that is missing or not understood has its default and spoils no other. */
export function loadPreferences(store: Store): Preferences {
  let preferences = defaultPreferences;
  for (const { name, value } of store.all('SELECT name, value FROM preferences')) {
    const parsed = preferencesSchema.partial().safeParse({ [String(name)]: parseJson(value) });
    if (parsed.success) preferences = { ...preferences, ...withoutUndefined(parsed.data) };
  }
  return preferences;
}

export function savePreferences(store: Store, patch: PreferencesPatch): void {
  store.transaction(() => {
    for (const [name, value] of Object.entries(withoutUndefined(patch))) {
      store.run(
        'INSERT INTO preferences VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        name,
        JSON.stringify(value),
      );
    }
  });
}

export type PreferencesPatch = { readonly [K in keyof Preferences]?: Preferences[K] | undefined };

export function withoutUndefined(patch: PreferencesPatch): Partial<Preferences> {
  const { language, theme, projectId } = patch;
  return {
    ...(language === undefined ? {} : { language }),
    ...(theme === undefined ? {} : { theme }),
    ...(projectId === undefined ? {} : { projectId }),
  };
}

function parseJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    // The schema then says what it expected, or the value counts as not given.
    return undefined;
  }
}
