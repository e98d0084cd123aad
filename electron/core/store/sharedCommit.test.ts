import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './openStore.ts';
import type { Store } from './store.ts';

let folder = '';
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airdock-shared-'));
  store = openStore({ folder, wallMs: () => 0 });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Names as another process finds them, i.e. what a kill at this moment would leave. */
function kept(): unknown[] {
  const other = new DatabaseSync(join(folder, 'airdock.db'));
  const names = other.prepare('SELECT name FROM preferences ORDER BY name').all();
  other.close();
  return names.map(({ name }) => name);
}
const write = (name: string): number => store.run('INSERT INTO preferences VALUES (?, ?)', name, '1');
const share = (name: string): number => store.share(() => write(name));

describe('work that is shared', () => {
  it('is in the file when its promise resolves, and not before', async () => {
    share('a');
    share('b');
    expect(kept()).toEqual([]);
    expect(store.get("SELECT name FROM preferences WHERE name = 'b'")).toMatchObject({ name: 'b' });
    await store.settled();
    expect(kept()).toEqual(['a', 'b']);
    expect(store.settled()).toBeNull();
  });

  it('loses only the part that throws', async () => {
    share('a');
    expect(() =>
      store.share(() => {
        write('b');
        throw new Error('stop');
      }),
    ).toThrow('stop');
    share('c');
    await store.settled();
    expect(kept()).toEqual(['a', 'c']);
  });

  it('is kept before somebody else writes, whose failure cannot undo it', () => {
    share('a');
    const failing = () => store.transaction(() => write('a'));
    expect(failing).toThrow(/UNIQUE/);
    expect(kept()).toEqual(['a']);
    share('b');
    write('c');
    expect(kept()).toEqual(['a', 'b', 'c']);
  });

  it('is kept when the store is closed in the same turn', async () => {
    share('a');
    const settled = store.settled();
    store.close();
    await settled;
    expect(kept()).toEqual(['a']);
  });

  it('rejects for all of its parts when the commit fails, and the next turn begins anew', async () => {
    share('a');
    store.share(() => {
      // A broken reference that is only looked at by the commit.
      store.run('PRAGMA defer_foreign_keys = ON');
      store.run("INSERT INTO device_settings VALUES ('nobody', 'URL', 'x', 'readBack', 0)");
    });
    await expect(store.settled()).rejects.toThrow(/FOREIGN KEY/);
    expect(kept()).toEqual([]);
    share('b');
    await store.settled();
    expect(kept()).toEqual(['b']);
  });
});
