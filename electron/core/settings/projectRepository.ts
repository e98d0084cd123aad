import { type Project, projectFieldsSchema, projectSchema } from '../../../shared/contract/settings.ts';
import type { Store, StoreRow } from '../store/store.ts';

/** Projects as rows of the database, in the order in which they were made; keys are elsewhere. */
export interface ProjectRepository {
  list(): readonly Project[];
  find(id: string): Project | undefined;
  save(project: Project): void;
  remove(id: string): void;
}

const columns = 'id, name, platform, fields, key_hint AS keyHint, notes';

export function createProjectRepository(store: Store): ProjectRepository {
  return {
    list: () => store.all(`SELECT ${columns} FROM projects ORDER BY position`).map(toProject),
    find(id) {
      const row = store.get(`SELECT ${columns} FROM projects WHERE id = ?`, id);
      return row === undefined ? undefined : toProject(row);
    },
    save(project) {
      store.run(
        `INSERT INTO projects (id, position, name, platform, fields, key_hint, notes)
         VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM projects), ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, platform = excluded.platform,
           fields = excluded.fields, key_hint = excluded.key_hint, notes = excluded.notes`,
        project.id,
        project.name,
        project.platform,
        JSON.stringify(project.fields),
        project.keyHint,
        project.notes,
      );
    },
    remove: (id) => {
      store.run('DELETE FROM projects WHERE id = ?', id);
    },
  };
}

/** Fields that this version does not understand count as not given; they must not hide the project. */
function toProject(row: StoreRow): Project {
  return projectSchema.parse({ ...row, fields: fieldsFrom(row['fields']) });
}

function fieldsFrom(text: unknown): Project['fields'] {
  try {
    const parsed = projectFieldsSchema.safeParse(JSON.parse(String(text)));
    return parsed.success ? parsed.data : {};
  } catch {
    // Not JSON at all: not given either.
    return {};
  }
}
