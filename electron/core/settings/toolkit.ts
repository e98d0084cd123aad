import { type Toolkit, toolkitSchema } from '../../../shared/contract/planning.ts';
import type { Store } from '../store/store.ts';

/** Where the user's FotaToolkit lies. Kept apart from the preferences: a door that may not name paths may not set a program. */
export interface ToolkitSetting {
  /** Null where none was set, or where what is stored is not understood. */
  get(): Toolkit | null;
  /** Null forgets it. */
  set(toolkit: Toolkit | null): void;
}

const name = 'toolkit';

export function createToolkitSetting(store: Store): ToolkitSetting {
  return {
    get() {
      const [row] = store.all('SELECT value FROM preferences WHERE name = ?', name);
      const parsed = toolkitSchema.safeParse(parseJson(row?.['value']));
      return parsed.success ? parsed.data : null;
    },
    set(toolkit) {
      if (toolkit === null) {
        store.run('DELETE FROM preferences WHERE name = ?', name);
        return;
      }
      store.run(
        'INSERT INTO preferences VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        name,
        JSON.stringify(toolkit),
      );
    },
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
