import {
  type Favourite,
  favouriteSchema,
  type TerminalSettings,
  terminalSettingsSchema,
} from '../../../shared/contract/terminal.ts';
import type { Store } from '../store/store.ts';

/** What is to be another; undefined stays. */
export type TerminalSettingsPatch = {
  readonly [K in keyof TerminalSettings]?: TerminalSettings[K] | undefined;
};

/** What people keep for the terminal, as rows of the database. */
export interface TerminalRepository {
  settings(): TerminalSettings;
  setSettings(patch: TerminalSettingsPatch): void;
  /** Newest first. */
  history(): readonly string[];
  /** A line that is there already becomes the newest. */
  remember(text: string): void;
  clearHistory(): void;
  favourites(): readonly Favourite[];
  /** A new one comes last; a known one keeps its place. */
  saveFavourite(favourite: Favourite): void;
  /** Whether there was one. */
  removeFavourite(id: string): boolean;
  /** All of the work, or nothing of it. */
  together(work: () => void): void;
}

export const defaultTerminalSettings: TerminalSettings = {
  lineEnding: 'cr',
  timeoutMs: 10_000,
  releaseAfterMin: 30,
  showEcho: false,
};

const keptLines = 500;

export function createTerminalRepository(store: Store): TerminalRepository {
  return {
    settings() {
      let settings = defaultTerminalSettings;
      for (const { name, value } of store.all('SELECT name, value FROM terminal_settings')) {
        // One that is not understood has its default and spoils no other.
        const parsed = terminalSettingsSchema.safeParse({ ...settings, [String(name)]: parseJson(value) });
        if (parsed.success) settings = parsed.data;
      }
      return settings;
    },
    setSettings: (patch) =>
      store.transaction(() => {
        for (const [name, value] of Object.entries(patch)) {
          if (value === undefined) continue;
          store.run(
            'INSERT INTO terminal_settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
            name,
            JSON.stringify(value),
          );
        }
      }),
    history: () =>
      store.all('SELECT text FROM terminal_history ORDER BY position DESC').map(({ text }) => String(text)),
    remember: (text) =>
      store.transaction(() => {
        store.run(
          `INSERT INTO terminal_history
           VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM terminal_history))
           ON CONFLICT (text) DO UPDATE SET position = excluded.position`,
          text,
        );
        store.run(
          `DELETE FROM terminal_history
           WHERE position <= (SELECT position FROM terminal_history ORDER BY position DESC LIMIT 1 OFFSET ?)`,
          keptLines,
        );
      }),
    clearHistory: () => {
      store.run('DELETE FROM terminal_history');
    },
    favourites: () =>
      store
        .all('SELECT data FROM terminal_favourites ORDER BY position')
        .map(({ data }) => favouriteSchema.safeParse(parseJson(data)))
        .flatMap(({ data }) => (data === undefined ? [] : [data])),
    saveFavourite: (favourite) => {
      store.run(
        `INSERT INTO terminal_favourites
         VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM terminal_favourites), ?)
         ON CONFLICT (id) DO UPDATE SET data = excluded.data`,
        favourite.id,
        JSON.stringify(favourite),
      );
    },
    removeFavourite: (id) => store.run('DELETE FROM terminal_favourites WHERE id = ?', id) > 0,
    together: (work) => store.transaction(work),
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
