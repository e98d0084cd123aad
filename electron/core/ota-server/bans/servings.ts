import type { Store } from '../../store/store.ts';

/** Downloads that began, for the loop ban (platform-apis 1.6): by module, source and target. */
export interface Servings {
  /** How many began after each of those times, one number for each. */
  counts(moduleId: string, source: string, target: string, sinceMs: readonly number[]): readonly number[];
  add(moduleId: string, source: string, target: string, atMs: number): void;
  /** Forgets a module's. */
  reset(moduleId: string): void;
  /** Drops those that no window can reach any more: the oldest, and what a clock that was wrong has put before them. */
  prune(beforeMs: number, nowMs: number): void;
}

/** One walk for all windows; a decision asks for each of them. */
function countsQuery(windows: number): string {
  const sums = Array.from({ length: windows }, (_, index) => `total(at_ms > ?) AS n${index}`);
  return `SELECT ${sums.join(', ')} FROM ota_servings WHERE module_id = ? AND source = ? AND target = ? AND at_ms > ?`;
}

export function createServings(store: Store): Servings {
  const queries = new Map<number, string>();
  const queryFor = (windows: number): string => {
    const query = queries.get(windows) ?? countsQuery(windows);
    queries.set(windows, query);
    return query;
  };
  return {
    counts(moduleId, source, target, sinceMs) {
      if (sinceMs.length === 0) return [];
      const values = [...sinceMs, moduleId, source, target, Math.min(...sinceMs)];
      const row = store.get(queryFor(sinceMs.length), ...values);
      return sinceMs.map((_, index) => Number(row?.[`n${index}`] ?? 0));
    },
    add(moduleId, source, target, atMs) {
      store.run('INSERT INTO ota_servings VALUES (?, ?, ?, ?)', moduleId, source, target, atMs);
    },
    reset(moduleId) {
      store.run('DELETE FROM ota_servings WHERE module_id = ?', moduleId);
    },
    prune(beforeMs, nowMs) {
      // Rows stand in the order in which they came, so no index by time is needed, which every download would have to write.
      const first = 'SELECT rowid FROM ota_servings WHERE at_ms BETWEEN ? AND ? ORDER BY rowid LIMIT 1';
      store.run(
        `DELETE FROM ota_servings WHERE rowid < coalesce((${first}), 9223372036854775807)`,
        ...[beforeMs, nowMs],
      );
    },
  };
}
