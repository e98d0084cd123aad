import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../shared/contract/settings.ts';
import type { VerbContext } from '../verb.ts';
import { editActions } from './edit.ts';

const project = (id: string, name: string): Project => ({
  ...{ id, name, platform: 'openluat', fields: {}, keyHint: null, notes: '' },
});

/** What the command line says when this project is added beside others. */
async function notesOfAdding(name: string, others: readonly Project[]): Promise<string[]> {
  const notes: string[] = [];
  const saved = project('new', name);
  const state = { preferences: {}, projects: [...others, saved], secretsIn: 'file' };
  const context = {
    args: { positionals: [], options: {} },
    core: {
      settings: {
        saveProject: () => Promise.resolve(saved),
        state: (_params: unknown, { onSnapshot }: { onSnapshot(value: unknown): void }) => {
          queueMicrotask(() => onSnapshot(state));
          return () => undefined;
        },
      },
    },
    output: { note: (line: string) => notes.push(line), result: () => undefined },
    t: (key: string, params: unknown) => `${key} ${JSON.stringify(params)}`,
    // Only these are asked.
  } as unknown as VerbContext;
  await editActions.add.run(context, [name]);
  return notes;
}

describe('project add', () => {
  it('says which project has the name already, and how to tell the two apart', async () => {
    expect(await notesOfAdding('Meters', [project('old', 'Meters'), project('o2', 'Lamps')])).toEqual([
      'cli.project.sameName {"name":"Meters","id":"new","others":"old"}',
    ]);
  });

  it('says nothing where the name is new', async () => {
    expect(await notesOfAdding('Pumps', [project('old', 'Meters')])).toEqual([]);
  });
});
