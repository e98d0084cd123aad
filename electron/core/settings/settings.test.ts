import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SettingsState, settingsStateSchema } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import { openMemoryStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import type { SecretStore } from './secretStore.ts';
import { createSettings, type Settings } from './settings.ts';
import { suggestProjectNames } from './suggestProjectNames.ts';

const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';
let store: Store;
let kept: Map<string, string>;
let refuse: Error | null;
let settings: Settings;

const secrets: SecretStore = {
  kind: 'file',
  get: async (id) => kept.get(id) ?? null,
  set: async (id, value) => {
    if (refuse !== null) throw refuse;
    kept.set(id, value);
  },
  remove: async (id) => {
    if (refuse !== null) throw refuse;
    kept.delete(id);
  },
};

beforeEach(() => {
  store = openMemoryStore();
  kept = new Map();
  refuse = null;
  settings = createSettings({ store, secrets });
});
afterEach(() => store.close());

async function rejection(work: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await work.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw thrown;
}

function everythingStored(): string {
  const tables = ['projects', 'preferences', 'jobs', 'devices'];
  return JSON.stringify(tables.map((table) => store.all(`SELECT * FROM ${table}`)));
}

describe('preferences', () => {
  it('begin in Chinese with the theme of the system', () => {
    expect(settings.state()).toEqual({
      preferences: { language: 'zh-CN', theme: 'system', projectId: null },
      projects: [],
      secretsIn: 'file',
    });
  });

  it('change one by one and are there after a restart', () => {
    expect(settings.setPreferences({ theme: 'dark' })).toEqual({
      language: 'zh-CN',
      theme: 'dark',
      projectId: null,
    });
    settings.setPreferences({ language: 'en', theme: undefined });
    expect(createSettings({ store, secrets }).state().preferences).toEqual({
      language: 'en',
      theme: 'dark',
      projectId: null,
    });
  });

  it('fall back to the default where a stored one is not understood, and keep the others', () => {
    settings.setPreferences({ language: 'en' });
    store.run(
      "INSERT INTO preferences VALUES ('theme', '\"purple\"'), ('projectId', 'no json'), ('later', '1')",
    );
    expect(settings.state().preferences).toEqual({ language: 'en', theme: 'system', projectId: null });
  });

  it('refuse a start project that does not exist', () => {
    expect(() => settings.setPreferences({ projectId: 'nowhere', theme: 'dark' })).toThrow(
      expect.objectContaining({ code: 'project.unknown' }),
    );
    expect(settings.state().preferences.theme).toBe('system');
  });
});

describe('projects', () => {
  it('are made, changed and listed in the order of their making', async () => {
    const first = await settings.saveProject({ name: ' Air7XXE标准模块 ', platform: 'openluat' });
    const second = await settings.saveProject({ name: 'own', platform: 'own', notes: 'bench' });
    expect(await settings.saveProject({ id: first.id, name: 'renamed', platform: 'openluat' })).toEqual({
      ...first,
      name: 'renamed',
    });
    expect(settings.state().projects.map((project) => project.name)).toEqual(['renamed', 'own']);
    expect(second.notes).toBe('bench');
    expect(settingsStateSchema.parse(settings.state())).toEqual(settings.state());
  });

  it('keep their key in the secret store and only its last four characters in the database', async () => {
    const project = await settings.saveProject({ name: 'p', platform: 'openluat', key: ` ${key}\r\n` });
    expect(project.keyHint).toBe('aB4f');
    expect(await settings.projectKey(project.id)).toBe(key);
    expect(everythingStored()).toContain('aB4f');
    expect(everythingStored()).not.toContain(key.slice(-5));
    expect(JSON.stringify(settings.state())).not.toContain(key.slice(-5));
  });

  it('show nothing of a short key', async () => {
    expect((await settings.saveProject({ name: 'p', platform: 'own', key: 'abc1234' })).keyHint).toBe('');
  });

  it('leave the key alone when none is given, and remove it when an empty one is', async () => {
    const { id } = await settings.saveProject({ name: 'p', platform: 'openluat', key });
    expect((await settings.saveProject({ id, name: 'q', platform: 'openluat' })).keyHint).toBe('aB4f');
    expect((await settings.saveProject({ id, name: 'q', platform: 'openluat', key: '' })).keyHint).toBeNull();
    expect(kept.size).toBe(0);
    expect(await settings.projectKey(id)).toBeNull();
  });

  it('go with their key, and are no start project any more', async () => {
    const { id } = await settings.saveProject({ name: 'p', platform: 'openluat', key });
    settings.setPreferences({ projectId: id });
    await settings.removeProject(id);
    expect(kept.size).toBe(0);
    expect(settings.state()).toMatchObject({ projects: [], preferences: { projectId: null } });
    expect((await rejection(settings.removeProject(id))).code).toBe('project.unknown');
    expect((await rejection(settings.projectKey(id))).code).toBe('project.unknown');
    expect((await rejection(settings.saveProject({ id, name: 'p', platform: 'own' }))).code).toBe(
      'project.unknown',
    );
  });

  it('stay as they were when the key cannot be stored, and the error does not tell it', async () => {
    refuse = Object.assign(new Error(`cannot write ${key}`), { code: 'EACCES' });
    const error = await rejection(settings.saveProject({ name: 'p', platform: 'openluat', key }));
    expect(error.toData()).toEqual({
      code: 'settings.secretNotStored',
      params: { reason: 'EACCES' },
      retry: 'later',
    });
    expect(settings.state().projects).toEqual([]);
  });

  it('stay when their key cannot be forgotten', async () => {
    const { id } = await settings.saveProject({ name: 'p', platform: 'openluat', key });
    refuse = new Error('keychain locked');
    expect((await rejection(settings.removeProject(id))).code).toBe('settings.secretNotStored');
    expect(settings.state().projects).toHaveLength(1);
  });

  it.each(['has blank', 'has"quote', '中文', 'line\nbreak', '\u0000'])(
    'refuse the key %j without repeating it',
    async (bad) => {
      const error = await rejection(settings.saveProject({ name: 'p', platform: 'own', key: bad }));
      expect(error).toMatchObject({ code: 'settings.invalid', params: { name: 'key' } });
      expect(JSON.stringify(error.toData())).not.toContain(bad);
      expect(kept.size).toBe(0);
    },
  );

  it('refuse a name of blanks and one that is too long', async () => {
    for (const name of ['   ', 'x'.repeat(81)]) {
      const error = await rejection(settings.saveProject({ name, platform: 'own' }));
      expect(error).toMatchObject({ code: 'settings.invalid', params: { name: 'name' } });
    }
  });
});

describe('onChange', () => {
  it('gives the whole state after each change until it is stopped', async () => {
    const heard: SettingsState[] = [];
    const stop = settings.onChange((state) => heard.push(state));
    settings.setPreferences({ theme: 'light' });
    await settings.saveProject({ name: 'p', platform: 'own' });
    expect(heard).toHaveLength(2);
    expect(heard[1]).toEqual(settings.state());
    stop();
    settings.setPreferences({ theme: 'dark' });
    expect(heard).toHaveLength(2);
  });
});

describe('suggestProjectNames', () => {
  it.each([
    ['ec618', ['Air7XXE标准模块']],
    ['EC718P', ['Air7XXF标准模块']],
    ['EC716S', ['Air7XXF标准模块']],
    ['ec7xx', ['Air7XXF标准模块']],
    ['RDA8910', ['Air72XUX标准模块']],
    ['uis8910', ['Air72XUX标准模块']],
  ])('offers the default project of %s', (chip, names) => {
    expect(suggestProjectNames(chip)).toEqual(names);
  });

  it('offers all where it cannot tell', () => {
    expect(suggestProjectNames(null)).toHaveLength(3);
    expect(suggestProjectNames('xt804')).toHaveLength(3);
  });
});
