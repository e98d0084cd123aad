import type { Store } from '../../store/store.ts';

/** Downloads that began, for the loop ban (platform-apis 1.6): by module, source and target. */
export interface Servings {
  count(moduleId: string, source: string, target: string, sinceMs: number): number;
  add(moduleId: string, source: string, target: string, atMs: number): void;
  /** Forgets a module's. */
  reset(moduleId: string): void;
  /** Drops those that no window can reach any more. */
  prune(beforeMs: number): void;
}

export function createServings(store: Store): Servings {
  return {
    count(moduleId, source, target, sinceMs) {
      const row = store.get(
        'SELECT count(*) AS n FROM ota_servings WHERE module_id = ? AND source = ? AND target = ? AND at_ms > ?',
        ...[moduleId, source, target, sinceMs],
      );
      return Number(row?.['n'] ?? 0);
    },
    add(moduleId, source, target, atMs) {
      store.run('INSERT INTO ota_servings VALUES (?, ?, ?, ?)', moduleId, source, target, atMs);
    },
    reset(moduleId) {
      store.run('DELETE FROM ota_servings WHERE module_id = ?', moduleId);
    },
    prune(beforeMs) {
      store.run('DELETE FROM ota_servings WHERE at_ms < ?', beforeMs);
    },
  };
}
