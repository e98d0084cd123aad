import type { Store } from '../store/store.ts';

/** The devices of each project that shall be upgraded, where its platform is not told to upgrade all. */
export interface ImeiLists {
  get(projectId: string): string[];
  /** Replaces the list; repeated ones are kept once, in the order in which they came first. */
  set(projectId: string, imeis: readonly string[]): string[];
}

export function createImeiLists(store: Store): ImeiLists {
  const get = (projectId: string): string[] =>
    store
      .all('SELECT imei FROM project_imeis WHERE project_id = ? ORDER BY position', projectId)
      .map((row) => String(row['imei']));
  return {
    get,
    set(projectId, imeis) {
      store.transaction(() => {
        store.run('DELETE FROM project_imeis WHERE project_id = ?', projectId);
        for (const [position, imei] of [...new Set(imeis)].entries()) {
          store.run('INSERT INTO project_imeis VALUES (?, ?, ?)', ...[projectId, position, imei]);
        }
      });
      return get(projectId);
    },
  };
}
