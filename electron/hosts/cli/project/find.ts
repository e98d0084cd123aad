/**
 * A project as a person names it: by its id, by its name, or by the beginning of an id that only one has. Where a name repeats,
 * UsageError names the ids to choose from.
 */
import type { Preset } from '../../../../shared/contract/presets.ts';
import type { Project } from '../../../../shared/contract/settings.ts';
import { AppError } from '../../../../shared/errors.ts';
import { snapshotOf } from '../snapshot.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';

export async function listProjects({ core }: Pick<VerbContext, 'core'>): Promise<readonly Project[]> {
  return (await snapshotOf(core.settings.state)).projects;
}

export async function listPresets({ core }: Pick<VerbContext, 'core'>): Promise<readonly Preset[]> {
  return snapshotOf(core.presets.all);
}

/** Throws project.unknown {id}. */
export async function findProject(context: Pick<VerbContext, 'core'>, word: string): Promise<Project> {
  const found = pickNamed('project', await listProjects(context), word);
  if (found === undefined) throw new AppError('project.unknown', { id: word });
  return found;
}

/** Throws preset.unknown {id}. */
export async function findPreset(context: Pick<VerbContext, 'core'>, word: string): Promise<Preset> {
  const found = pickNamed('preset', await listPresets(context), word);
  if (found === undefined) throw new AppError('preset.unknown', { id: word });
  return found;
}

/** Names may repeat; then only an id tells which one is meant. */
export function pickNamed<T extends { readonly id: string; readonly name: string }>(
  what: 'project' | 'preset',
  all: readonly T[],
  word: string,
): T | undefined {
  const exact = all.find(({ id }) => id === word);
  if (exact !== undefined) return exact;
  const named = all.filter(({ name }) => name === word);
  if (named.length > 1) {
    const allowed = named.map(({ id }) => id).join(', ');
    throw new UsageError('badChoice', { name: what, value: word, allowed });
  }
  if (named.length === 1) return named[0];
  const begun = word.length < 4 ? [] : all.filter(({ id }) => id.startsWith(word));
  return begun.length === 1 ? begun[0] : undefined;
}
