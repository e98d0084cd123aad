import type { OnenetRules } from '../../../../shared/contract/onenet.ts';
import { AppError } from '../../../../shared/errors.ts';
import { keyHint } from '../../store/keyHint.ts';
import type { Store } from '../../store/store.ts';
import { isResource, signOnenet } from '../tokens/onenetToken.ts';

/** Where access keys are kept, as this room needs it; the host brings one (electron/core/host.ts). */
export interface KeyStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Access keys by resource. The database knows only their ends; the keys are read once and kept in memory. */
export interface OnenetKeys {
  /** The key of exactly this resource, or of the product that a device belongs to. */
  find(res: string): string | undefined;
  list(): OnenetRules['keys'];
  /** An empty key forgets it. Throws AppError onenet.tokenField {field: 'res'}, onenet.badKey, settings.secretNotStored {reason}. */
  set(res: string, key: string): Promise<void>;
  loaded(): Promise<void>;
}

export function createOnenetKeys(
  store: Store,
  secrets: KeyStore,
  reportFailure: (error: unknown) => void,
): OnenetKeys {
  const keys = new Map<string, string>();
  const nameOf = (res: string): string => `onenet:${res}`;
  const list = (): OnenetRules['keys'] =>
    store
      .all('SELECT res, key_hint FROM onenet_keys ORDER BY res')
      .map((row) => ({ res: String(row['res']), keyHint: String(row['key_hint']) }));

  async function load(): Promise<void> {
    for (const { res } of list()) {
      const key = await secrets.get(nameOf(res));
      if (key !== null) keys.set(res, key);
    }
  }
  const loading = load().catch(reportFailure);

  return {
    list,
    loaded: () => loading,
    find: (res) => keys.get(res) ?? keys.get(res.replace(/\/devices\/[^/]+$/, '')),
    async set(res, key) {
      if (!isResource(res)) throw new AppError('onenet.tokenField', { field: 'res', value: res });
      // Signing something tells whether it is a key at all.
      if (key !== '') signOnenet({ version: '', res, et: '', method: 'md5' }, key);
      await keep(secrets, nameOf(res), key);
      if (key === '') {
        keys.delete(res);
        store.run('DELETE FROM onenet_keys WHERE res = ?', res);
        return;
      }
      keys.set(res, key);
      store.run(
        'INSERT INTO onenet_keys (res, key_hint) VALUES (?, ?) ON CONFLICT (res) DO UPDATE SET key_hint = excluded.key_hint',
        ...[res, keyHint(key)],
      );
    },
  };
}

/** By its code alone: the text of such an error may quote what it was given. */
async function keep(secrets: KeyStore, name: string, key: string): Promise<void> {
  try {
    await (key === '' ? secrets.remove(name) : secrets.set(name, key));
  } catch (error) {
    const reason = error instanceof AppError ? error.code : 'unknown';
    throw new AppError('settings.secretNotStored', { reason }, { retry: 'later' });
  }
}

/** For a server without a host. */
export function createMemoryKeys(): KeyStore {
  const keys = new Map<string, string>();
  return {
    get: async (name) => keys.get(name) ?? null,
    async set(name, value) {
      keys.set(name, value);
    },
    async remove(name) {
      keys.delete(name);
    },
  };
}
