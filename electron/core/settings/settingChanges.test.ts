import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, openStore } from '../store/openStore.ts';
import type { Store } from '../store/store.ts';
import type { SecretStore } from './secretStore.ts';
import { type ChangeBegin, createSettingChanges } from './settingChanges.ts';

const key = 'oEt3ZbyWNpQmRkKu7XvYhT2sLdC9aB4f';
const imei = '862000000000015';
const kept = new Map<string, string>();
let refuse = false;
const secrets: SecretStore = {
  kind: 'file',
  get: async (id) => kept.get(id) ?? null,
  set: async (id, value) => {
    if (refuse) throw Object.assign(new Error(value), { code: 'EACCES' });
    kept.set(id, value);
  },
  remove: async (id) => {
    if (refuse) throw Object.assign(new Error(id), { code: 'EACCES' });
    kept.delete(id);
  },
};
let store: Store;

beforeEach(() => {
  kept.clear();
  refuse = false;
  store = openMemoryStore();
});
afterEach(() => store.close());

function begin(more: Partial<ChangeBegin> = {}): ChangeBegin {
  return {
    ...{ deviceId: imei, portId: 'virtual:1', atMs: 1000, name: 'PERIOD', saved: true, reason: 'form' },
    before: { name: 'PERIOD', value: '86400', source: 'readBack' },
    sent: '7200',
    ...more,
  };
}
const keyChange = begin({
  name: 'KEY',
  before: { name: 'KEY', value: key, source: 'readBack' },
  sent: `${key.slice(0, -1)}X`,
});

describe('changes of settings', () => {
  it('that are too old are kept while their old key cannot be forgotten, and leave with it at the next change', async () => {
    const changes = createSettingChanges({ store, secrets, keep: 1 });
    const { id } = await changes.begin(keyChange);
    refuse = true;
    await changes.begin(begin());
    expect(changes.get(id)).toMatchObject({ name: 'KEY' });
    expect(kept.get(`settingChange:${id}`)).toBe(key);
    refuse = false;
    await changes.begin(begin());
    expect(() => changes.get(id)).toThrow();
    expect([...kept.keys()]).toEqual([]);
  });

  it('are kept before they are sent, so that a crash leaves the old value', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airdock-changes-'));
    try {
      const first = openStore({ folder, wallMs: () => 0 });
      await createSettingChanges({ store: first, secrets }).begin(begin());
      first.close();
      const again = openStore({ folder, wallMs: () => 0 });
      const [change] = createSettingChanges({ store: again, secrets }).ofModule({
        deviceId: imei,
        portId: 'x',
      });
      expect(change).toMatchObject({ outcome: 'begun', before: { value: '86400' }, sent: '7200' });
      again.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('put an old key into the secret store and only its end into the database', async () => {
    const changes = createSettingChanges({ store, secrets });
    const change = await changes.begin(keyChange);
    expect(await changes.oldValue(change)).toBe(key);
    const stored = JSON.stringify(store.all('SELECT * FROM setting_changes'));
    expect(stored).toContain('••••aB4f');
    expect(stored).not.toContain(key.slice(-6, -1));
    expect(change.sent).toBe('••••aB4X');
  });

  it('are not begun when the old key cannot be kept, and the error does not tell it', async () => {
    refuse = true;
    const changes = createSettingChanges({ store, secrets });
    const error: unknown = await changes.begin(keyChange).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'settings.secretNotStored' });
    expect(String(error)).not.toContain(key);
    expect(changes.ofModule({ deviceId: imei, portId: 'x' })).toEqual([]);
  });

  it('belong to the module wherever it is plugged in, newest first; without IMEI to the port', async () => {
    const changes = createSettingChanges({ store, secrets });
    const first = await changes.begin(begin());
    const second = await changes.begin(begin({ portId: 'COM7' }));
    const nameless = await changes.begin(begin({ deviceId: null, portId: 'COM9' }));
    const ids = (key: { deviceId: string | null; portId: string }) =>
      changes.ofModule(key).map(({ id }) => id);
    expect(ids({ deviceId: imei, portId: 'elsewhere' })).toEqual([second.id, first.id]);
    expect(ids({ deviceId: null, portId: 'COM9' })).toEqual([nameless.id]);
    expect(changes.deviceAt('COM7')).toBe(imei);
    expect(changes.deviceAt('COM8')).toBeNull();
  });

  it('leave with their old keys when there are too many', async () => {
    const changes = createSettingChanges({ store, secrets, keep: 2 });
    await changes.begin(keyChange);
    expect(kept.size).toBe(1);
    for (const sent of ['60', '61']) await changes.begin(begin({ sent }));
    expect(changes.ofModule({ deviceId: imei, portId: 'x' }).map(({ sent }) => sent)).toEqual(['61', '60']);
    expect(kept.size).toBe(0);
  });
});
