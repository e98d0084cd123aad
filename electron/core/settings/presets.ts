import { randomUUID } from 'node:crypto';
import { type Preset, presetSchema } from '../../../shared/contract/presets.ts';
import type { Project } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Store, StoreRow } from '../store/store.ts';

/** What a person gives for a preset: no `id` makes a new one; a value that is absent or empty is left as the module has it. */
export interface PresetInput {
  readonly id?: string | undefined;
  readonly projectId: string;
  readonly name: string;
  readonly useKey: boolean;
  readonly url?: string | undefined;
  readonly period?: string | undefined;
  readonly auto?: '0' | '1' | undefined;
}

export interface Presets {
  /** Oldest first. */
  list(): Preset[];
  /** Throws `preset.unknown` {id}. */
  get(id: string): Preset;
  /** Throws `preset.unknown` {id}, `project.unknown` {id}, `preset.empty` {name}, `preset.keyNotForModule` {platform}. */
  save(input: PresetInput): Preset;
  /** Throws `preset.unknown` {id}. */
  remove(id: string): void;
  /** The whole list after each change. */
  onChange(listener: (presets: Preset[]) => void): () => void;
}

export interface PresetsParts {
  readonly store: Store;
  /** Throws `project.unknown` {id}. */
  readonly project: (id: string) => Project;
  readonly newId?: () => string;
}

const columns = 'id, project_id AS projectId, name, use_key AS useKey, url, period, auto';

export function createPresets({ store, project, newId = randomUUID }: PresetsParts): Presets {
  const listeners = new Set<(presets: Preset[]) => void>();
  const list = (): Preset[] => store.all(`SELECT ${columns} FROM presets ORDER BY position`).map(toPreset);
  const get = (id: string): Preset => {
    const row = store.get(`SELECT ${columns} FROM presets WHERE id = ?`, id);
    if (row === undefined) throw new AppError('preset.unknown', { id });
    return toPreset(row);
  };
  const changed = (): void => {
    const now = list();
    for (const listener of [...listeners]) listener(now);
  };
  return {
    list,
    get,
    save(input) {
      if (input.id !== undefined) get(input.id);
      checkPreset(input, project(input.projectId));
      const id = input.id ?? newId();
      store.run(
        `INSERT INTO presets VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM presets), ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, name = excluded.name,
           use_key = excluded.use_key, url = excluded.url, period = excluded.period, auto = excluded.auto`,
        ...[id, input.projectId, input.name.trim(), input.useKey ? 1 : 0],
        ...[orNull(input.url), orNull(input.period), orNull(input.auto)],
      );
      changed();
      return get(id);
    },
    remove(id) {
      get(id);
      store.run('DELETE FROM presets WHERE id = ?', id);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `AT+UPGRADE="KEY"` takes the key of openLuat; an own server may ask for one too. Others have no place in the module. */
export function lendsKey(platform: Project['platform']): boolean {
  return platform === 'openluat' || platform === 'own';
}

function checkPreset(input: PresetInput, { platform }: Project): void {
  const { name, useKey, url, period, auto } = input;
  if (name.trim() === '') throw new AppError('settings.invalid', { name: 'name', reason: 'empty' });
  if (useKey && !lendsKey(platform)) {
    throw new AppError('preset.keyNotForModule', { platform });
  }
  if (!useKey && [url, period, auto].every((value) => orNull(value) === null)) {
    throw new AppError('preset.empty', { name: name.trim() });
  }
}

function orNull(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value.trim();
}

function toPreset(row: StoreRow): Preset {
  const { id, projectId, name, url, period, auto } = row;
  return presetSchema.parse({
    ...{ id, projectId, name, useKey: row['useKey'] === 1 },
    ...(url === null ? {} : { url }),
    ...(period === null ? {} : { period }),
    ...(auto === null ? {} : { auto }),
  });
}
