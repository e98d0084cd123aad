import { type JournalRetention, journalRetentionSchema } from '../../../shared/contract/journalRow.ts';
import type { Store } from '../store/store.ts';

/** How much of the journal's past a person wants to be kept. */
export interface RetentionSetting {
  /** Null where nothing was set, or what is stored is not understood. */
  get(): JournalRetention | null;
  set(retention: JournalRetention): void;
}

const name = 'journalRetention';

export function createRetentionSetting(store: Store): RetentionSetting {
  return {
    get() {
      const [row] = store.all('SELECT value FROM preferences WHERE name = ?', name);
      const parsed = journalRetentionSchema.safeParse(parseJson(row?.['value']));
      return parsed.success ? parsed.data : null;
    },
    set: (retention) =>
      store.run(
        'INSERT INTO preferences VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        name,
        JSON.stringify(retention),
      ),
  };
}

function parseJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    // The schema then says that there is nothing to be understood.
    return undefined;
  }
}
