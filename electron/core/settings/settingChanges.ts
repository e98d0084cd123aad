import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type SettingChange,
  type SettingName,
  type SettingValue,
  settingChangeSchema,
} from '../../../shared/contract/modem.ts';
import { AppError } from '../../../shared/errors.ts';
import { maskKey } from '../store/keyHint.ts';
import type { Store, StoreRow } from '../store/store.ts';
import type { SecretStore } from './secretStore.ts';

/** A change as it is kept; what an undo would do is told when it is asked for. */
const storedSchema = settingChangeSchema.omit({ undo: true, undoCommand: true }).extend({
  undoneBy: z.string().optional(),
});
export type StoredChange = z.infer<typeof storedSchema>;

/** What is known before a setting is sent. Values of a KEY in clear: this room masks and hides them. */
export interface ChangeBegin {
  readonly deviceId: string | null;
  readonly portId: string;
  readonly atMs: number;
  readonly name: SettingName;
  readonly before: SettingValue;
  readonly sent: string;
  readonly saved: boolean;
  readonly reason: SettingChange['reason'];
  readonly undoes?: string | undefined;
  readonly jobId?: string | undefined;
}

/** What is known after. */
export interface ChangeEnd {
  readonly after: SettingValue;
  readonly accepted: boolean;
  readonly outcome: SettingChange['outcome'];
  readonly answer?: string | undefined;
  readonly evidence: readonly number[];
}

/** Every setting that Airdock wrote to a module: kept before it is sent, so that even a crash leaves the old value. */
export interface SettingChanges {
  /** Keeps the old value; of a KEY in the secret store. Throws `settings.secretNotStored` {reason}; then send nothing. */
  begin(change: ChangeBegin): Promise<StoredChange>;
  end(id: string, end: ChangeEnd): StoredChange;
  /** Marks a change as taken back by another one. */
  undone(id: string, by: string): void;
  /** Throws `settings.changeUnknown` {id}. */
  get(id: string): StoredChange;
  /** Newest first. */
  ofModule(key: ModuleKey): StoredChange[];
  /** What a job wrote at one port, in the order of writing. */
  ofJob(jobId: string, portId: string): StoredChange[];
  /** The value before, in clear; null where the secret store has lost the old key. */
  oldValue(change: StoredChange): Promise<string | null>;
  /** The IMEI that was last written to at this port, null where none was. */
  deviceAt(portId: string): string | null;
}

/** A module is its IMEI; one that told none is the port that it is plugged into. */
export interface ModuleKey {
  readonly deviceId: string | null;
  readonly portId: string;
}

export interface SettingChangesParts {
  readonly store: Store;
  readonly secrets: SecretStore;
  readonly newId?: () => string;
  /** Changes kept per module, default 50; older ones leave with their old keys. */
  readonly keep?: number;
}

export function createSettingChanges(parts: SettingChangesParts): SettingChanges {
  const { store, secrets, newId = randomUUID, keep = 50 } = parts;

  const get = (id: string): StoredChange => {
    const row = store.get('SELECT data FROM setting_changes WHERE id = ?', id);
    if (row === undefined) throw new AppError('settings.changeUnknown', { id });
    return toChange(row);
  };
  const put = (change: StoredChange): StoredChange => {
    store.run('UPDATE setting_changes SET data = ? WHERE id = ?', JSON.stringify(change), change.id);
    return change;
  };
  const ofModule = (key: ModuleKey): StoredChange[] =>
    store
      .all('SELECT data FROM setting_changes WHERE module = ? ORDER BY position DESC', moduleOf(key))
      .map(toChange);

  const retire = async (key: ModuleKey): Promise<void> => {
    for (const { id } of ofModule(key).slice(keep)) {
      // A key that could not be forgotten must not keep a module from being set; its change stays, so that the next one tries again.
      const forgotten = await secrets.remove(secretId(id)).then(
        () => true,
        () => false,
      );
      if (forgotten) store.run('DELETE FROM setting_changes WHERE id = ?', id);
    }
  };

  return {
    get,
    ofModule,
    async begin(given) {
      const id = newId();
      const { before, sent, name, undoes, jobId, ...rest } = given;
      const oldKey = name === 'KEY' ? before.value : null;
      if (oldKey !== null && oldKey !== '') await storeOldKey(secrets, id, oldKey);
      const change: StoredChange = {
        ...{ ...rest, id, name },
        before: masked(before),
        sent: maskedText(name, sent),
        after: { name, value: null, source: 'unknown' },
        accepted: false,
        outcome: 'begun',
        evidence: [],
        ...(undoes === undefined ? {} : { undoes }),
        ...(jobId === undefined ? {} : { jobId }),
      };
      store.run(
        `INSERT INTO setting_changes VALUES
         (?, (SELECT coalesce(max(position), 0) + 1 FROM setting_changes), ?, ?)`,
        ...[id, moduleOf(given), JSON.stringify(change)],
      );
      await retire(given);
      return change;
    },
    end(id, { after, accepted, outcome, answer, evidence }) {
      return put({
        ...get(id),
        ...{ after: masked(after), accepted, outcome, evidence: [...evidence] },
        ...(answer === undefined ? {} : { answer }),
      });
    },
    ofJob(jobId, portId) {
      return store
        .all(
          `SELECT data FROM setting_changes WHERE json_extract(data, '$.jobId') = ?
           AND json_extract(data, '$.portId') = ? ORDER BY position`,
          ...[jobId, portId],
        )
        .map(toChange);
    },
    undone(id, by) {
      put({ ...get(id), undoneBy: by });
    },
    async oldValue({ id, name, before }) {
      if (name !== 'KEY' || before.value === null || before.value === '') return before.value;
      return secrets.get(secretId(id));
    },
    deviceAt(portId) {
      const row = store.get(
        `SELECT data FROM setting_changes WHERE json_extract(data, '$.portId') = ? ORDER BY position DESC LIMIT 1`,
        portId,
      );
      return row === undefined ? null : toChange(row).deviceId;
    },
  };
}

function secretId(changeId: string): string {
  return `settingChange:${changeId}`;
}

function moduleOf({ deviceId, portId }: ModuleKey): string {
  return deviceId ?? `port:${portId}`;
}

function toChange(row: StoreRow): StoredChange {
  return storedSchema.parse(JSON.parse(String(row['data'])));
}

/** A setting as it may be stored and shown. */
export function masked<T extends SettingValue>(setting: T): T {
  return setting.value === null ? setting : { ...setting, value: maskedText(setting.name, setting.value) };
}

export function maskedText(name: SettingName, value: string): string {
  return name === 'KEY' ? maskKey(value) : value;
}

async function storeOldKey(secrets: SecretStore, changeId: string, key: string): Promise<void> {
  try {
    await secrets.set(secretId(changeId), key);
  } catch (error) {
    const reason = error instanceof AppError ? error.code : 'unknown';
    throw new AppError('settings.secretNotStored', { reason }, { retry: 'later' });
  }
}
