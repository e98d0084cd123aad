import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import { importProjects } from './importProjects.ts';
import { createPresets, type Presets } from './presets.ts';
import { projectFileVersion, readProjectFile, writeProjectFile } from './projectFile.ts';
import { createSettings, type Settings } from './settings.ts';

const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';

interface Room {
  readonly store: Store;
  readonly settings: Settings;
  readonly presets: Presets;
}
const open: Room[] = [];
let room: Room;

function openRoom(): Room {
  const kept = new Map<string, string>();
  const store = openMemoryStore();
  const settings = createSettings({
    store,
    secrets: {
      kind: 'file',
      get: async (id) => kept.get(id) ?? null,
      set: async (id, value) => void kept.set(id, value),
      remove: async (id) => void kept.delete(id),
    },
  });
  const made = { store, settings, presets: createPresets({ store, project: settings.project }) };
  open.push(made);
  return made;
}
beforeEach(() => {
  room = openRoom();
});
afterEach(() => {
  for (const { store } of open.splice(0)) store.close();
});

async function fill({ settings, presets }: Room) {
  const project = await settings.saveProject({
    ...{ name: 'Air7XXE标准模块', platform: 'openluat', key, notes: 'bench 3' },
    fields: { vendorDefault: true },
  });
  presets.save({ projectId: project.id, name: 'field', useKey: true, period: '86400', auto: '1' });
  presets.save({ projectId: project.id, name: 'bench', useKey: false, url: 'http://10.0.0.5/a.bin' });
  return project;
}

const exported = ({ settings, presets }: Room, secrets: readonly string[] = [key]) =>
  writeProjectFile(settings.state().projects, presets.list(), secrets);

describe('a project file', () => {
  it('brings projects and presets to another computer, without the key', async () => {
    await fill(room);
    const { text, withheld } = exported(room);
    expect(text).not.toContain(key.slice(-6));
    expect(withheld).toEqual([]);
    const other = openRoom();
    expect(await importProjects(other.settings, other.presets, text)).toEqual({
      ...{ added: ['Air7XXE标准模块'], matched: [], presetsAdded: 2, presetsKnown: 0 },
      keysMissing: ['Air7XXE标准模块'],
    });
    expect(other.settings.state().projects).toMatchObject([
      { platform: 'openluat', fields: { vendorDefault: true }, keyHint: null, notes: 'bench 3' },
    ]);
    expect(other.presets.list()).toMatchObject([
      { name: 'field', useKey: true, period: '86400', auto: '1' },
      { name: 'bench', url: 'http://10.0.0.5/a.bin' },
    ]);
  });

  it('changes nothing when it is read twice', async () => {
    await fill(room);
    const { text } = exported(room);
    const before = room.presets.list();
    expect(await importProjects(room.settings, room.presets, text)).toMatchObject({
      ...{ added: [], matched: ['Air7XXE标准模块'], presetsAdded: 0, presetsKnown: 2, keysMissing: [] },
    });
    expect(room.presets.list()).toEqual(before);
    expect(room.settings.state().projects).toHaveLength(1);
  });

  it('numbers a preset of the same name that sets something else, once', async () => {
    const project = await fill(room);
    const { text } = exported(room);
    const [field] = room.presets.list();
    room.presets.save({ ...field, projectId: project.id, name: 'field', useKey: true, period: '43200' });
    for (const presetsAdded of [1, 0]) {
      expect(await importProjects(room.settings, room.presets, text)).toMatchObject({ presetsAdded });
    }
    expect(room.presets.list().map(({ name }) => name)).toEqual(['field', 'bench', 'field (2)']);
  });

  it.each([
    ['the key in a URL', `http://a.example/x?project_key=${key}`],
    ['another key in a URL', 'http://a.example/x?token=abc'],
    ['a password in a URL', 'http://me:secret@a.example/x'],
  ])('withholds %s and says so', async (_, url) => {
    const project = await fill(room);
    room.presets.save({ projectId: project.id, name: 'leaky', useKey: false, url });
    const { text, withheld } = exported(room);
    expect(text).not.toContain(url);
    expect(withheld).toEqual([{ project: project.name, preset: 'leaky', field: 'url' }]);
    // It sets nothing any more, so it is not brought in.
    const other = openRoom();
    expect(await importProjects(other.settings, other.presets, text)).toMatchObject({ presetsAdded: 2 });
  });

  it('withholds notes that hold a key of any project', async () => {
    await room.settings.saveProject({ name: 'p', platform: 'own', notes: `KEY ${key}` });
    expect(exported(room)).toMatchObject({ withheld: [{ project: 'p', preset: '', field: 'notes' }] });
  });

  it.each([
    ['no json', /^notJson/],
    ['{"airdock":', /^notJson/],
    ['[]', /^notOurs$/],
    ['{"airdock":"packages"}', /^notOurs$/],
    ['{"airdock":"projects"}', /^field:version$/],
    ['{"airdock":"projects","version":1,"projects":[{"name":"p"}]}', /^field:projects\.0\./],
    [
      '{"airdock":"projects","version":1,"projects":[{"name":"p","platform":"own","fields":{},"notes":"","hasKey":true,"presets":[],"key":"x"}]}',
      /^field:projects\.0\.key$/,
    ],
    [
      '{"airdock":"projects","version":1,"projects":[{"name":"p","platform":"onenet","fields":{},"notes":"","hasKey":true,"presets":[{"name":"x","useKey":true}]}]}',
      /^field:projects\.0\.presets\.0\.useKey$/,
    ],
  ])('that is bad is explained: %s', (text, reason) => {
    expect(() => readProjectFile(text)).toThrow(
      expect.objectContaining({
        code: 'settings.badFile',
        params: { reason: expect.stringMatching(reason) },
      }),
    );
  });

  it('of a newer Airdock is refused with both versions', () => {
    const text = JSON.stringify({ airdock: 'projects', version: projectFileVersion + 1, groups: [] });
    expect(() => readProjectFile(text)).toThrow(
      expect.objectContaining({ code: 'settings.newerFile', params: { found: 2, known: 1 } }),
    );
  });

  it('is read with a byte order mark, as editors leave one', () => {
    expect(readProjectFile('\ufeff{"airdock":"projects","version":1,"projects":[]}')).toEqual([]);
  });
});

describe('presets', () => {
  it('must set something, in a project that exists', async () => {
    const { id } = await room.settings.saveProject({ name: 'p', platform: 'own' });
    const save = (more: object) => () =>
      room.presets.save({ projectId: id, name: 'x', useKey: false, ...more });
    expect(save({})).toThrow(expect.objectContaining({ code: 'preset.empty' }));
    expect(save({ url: '  ' })).toThrow(expect.objectContaining({ code: 'preset.empty' }));
    expect(save({ projectId: 'nowhere', auto: '0' })).toThrow(
      expect.objectContaining({ code: 'project.unknown' }),
    );
    expect(save({ id: 'nowhere', auto: '0' })).toThrow(expect.objectContaining({ code: 'preset.unknown' }));
  });

  it('lend no key of a platform whose key is not for the module', async () => {
    const { id } = await room.settings.saveProject({ name: 'q', platform: 'quecthing', key });
    expect(() => room.presets.save({ projectId: id, name: 'x', useKey: true })).toThrow(
      expect.objectContaining({ code: 'preset.keyNotForModule' }),
    );
  });

  it('leave with their project', async () => {
    const { id } = await fill(room);
    await room.settings.removeProject(id);
    expect(room.presets.list()).toEqual([]);
  });
});
