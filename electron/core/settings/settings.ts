import { randomUUID } from 'node:crypto';
import {
  type Preferences,
  type Project,
  projectSchema,
  type SettingsState,
} from '../../../shared/contract/settings.ts';
import { inputProblem } from '../../../shared/domain/inputProblem.ts';
import { AppError } from '../../../shared/errors.ts';
import { keyHint } from '../store/keyHint.ts';
import type { Store } from '../store/store.ts';
import { loadPreferences, type PreferencesPatch, savePreferences, withoutUndefined } from './preferences.ts';
import { cleanKey } from './projectKey.ts';
import { createProjectRepository } from './projectRepository.ts';
import type { SecretStore } from './secretStore.ts';

/** What a person gives for a project: no `id` makes a new one; `key` absent leaves it, empty removes it. */
export interface ProjectInput {
  readonly id?: string | undefined;
  readonly name: string;
  readonly platform: Project['platform'];
  /** Absent leaves them. */
  readonly fields?: Project['fields'] | undefined;
  readonly key?: string | undefined;
  readonly notes?: string | undefined;
}

export interface Settings {
  state(): SettingsState;
  /** Throws `project.unknown` {id}. */
  project(id: string): Project;
  /** Throws `project.unknown` {id} for a start project that does not exist. */
  setPreferences(patch: PreferencesPatch): Preferences;
  /** Throws `project.unknown` {id}, `settings.invalid` {name, reason}, `settings.secretNotStored` {reason}; then nothing has changed. */
  saveProject(input: ProjectInput): Promise<Project>;
  /** Forgets the key first. Throws `project.unknown` {id}, `settings.secretNotStored` {reason}. */
  removeProject(id: string): Promise<void>;
  /** The key itself, for the module and nobody else; null when there is none. Throws `project.unknown` {id}. */
  projectKey(id: string): Promise<string | null>;
  /** The whole state after each change. */
  onChange(listener: (state: SettingsState) => void): () => void;
}

export interface SettingsParts {
  readonly store: Store;
  readonly secrets: SecretStore;
  readonly newId?: () => string;
}

export function createSettings({ store, secrets, newId = randomUUID }: SettingsParts): Settings {
  const projects = createProjectRepository(store);
  const listeners = new Set<(state: SettingsState) => void>();

  const known = (id: string): Project => {
    const project = projects.find(id);
    if (project === undefined) throw new AppError('project.unknown', { id });
    return project;
  };

  const state = (): SettingsState => ({
    preferences: loadPreferences(store),
    projects: [...projects.list()],
    secretsIn: secrets.kind,
  });

  const changed = (): void => {
    const now = state();
    for (const listener of [...listeners]) listener(now);
  };

  return {
    state,
    project: known,
    setPreferences(patch) {
      const { projectId } = withoutUndefined(patch);
      if (typeof projectId === 'string') known(projectId);
      savePreferences(store, patch);
      changed();
      return loadPreferences(store);
    },
    async saveProject(input) {
      const before = input.id === undefined ? undefined : known(input.id);
      const id = before?.id ?? newId();
      const key = input.key === undefined ? undefined : cleanKey(input.key);
      const project = checkedProject({
        id,
        name: input.name.trim(),
        platform: input.platform,
        fields: input.fields ?? before?.fields ?? {},
        keyHint: key === undefined ? (before?.keyHint ?? null) : key === '' ? null : keyHint(key),
        notes: input.notes ?? before?.notes ?? '',
      });
      if (key !== undefined) await storeKey(secrets, id, key);
      projects.save(project);
      changed();
      return project;
    },
    async removeProject(id) {
      known(id);
      await storeKey(secrets, id, '');
      projects.remove(id);
      if (loadPreferences(store).projectId === id) savePreferences(store, { projectId: null });
      changed();
    },
    async projectKey(id) {
      known(id);
      return secrets.get(secretId(id));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function secretId(projectId: string): string {
  return `project:${projectId}`;
}

function checkedProject(project: Project): Project {
  const checked = projectSchema.safeParse(project);
  if (checked.success) return checked.data;
  const { path, reason } = inputProblem(checked.error, project);
  throw new AppError('settings.invalid', { name: path, reason });
}

/** An error of the secret store is passed on by its code alone: its text may quote what it was given. */
async function storeKey(secrets: SecretStore, projectId: string, key: string): Promise<void> {
  try {
    if (key === '') await secrets.remove(secretId(projectId));
    else await secrets.set(secretId(projectId), key);
  } catch (error) {
    const reason = error instanceof AppError ? error.code : codeOf(error);
    throw new AppError('settings.secretNotStored', { reason }, { retry: 'later' });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
